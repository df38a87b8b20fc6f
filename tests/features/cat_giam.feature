# language: vi
Tính năng: Cắt giảm có số đo và có người quyết định
  Nhóm cải cách của xã Ví Dụ hỏi: nên cắt gì, được bao nhiêu, ai quyết định, ít nhất cần gì để đạt mục tiêu.
  Không nội dung nào được nêu trái căn cứ pháp lý; cái gì vượt thẩm quyền của xã thì là kiến nghị.

  Kịch bản: Mỗi nội dung có số đo, người quyết định và câu hỏi
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Khi nhóm cải cách hỏi có thể cắt giảm gì
    Thì "sign-more-often" do "office" quyết định và làm hồ sơ xong sớm hơn
    Và "delegate" chưa rõ ai quyết định nên có câu hỏi
    Và "delegate" làm chậm hơn thì được nói là chậm hơn
    Và nội dung nào cũng có câu hỏi bằng cả hai thứ tiếng

  Kịch bản: Vượt thẩm quyền của xã thì chỉ là kiến nghị
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Khi nhóm cải cách hỏi có thể cắt giảm gì
    Thì "merge-visits" do "law" quyết định, căn cứ có "175/2024/NĐ-CP"
    Và "merge-visits" có nhiều căn cứ nên hỏi phải sửa văn bản nào

  Kịch bản: Phương án gửi cấp trên ghi văn bản phải sửa
    Cho quy trình "vn-vidu-tro-cap-xa-hoi" của xã Ví Dụ
    Khi nhóm cải cách hỏi có thể cắt giảm gì
    Thì "paper-we-issued" do "law" quyết định, căn cứ có "NĐ 20/2021/NĐ-CP"
    Và phương án của "paper-we-issued" ghi văn bản phải sửa

  Kịch bản: Nhóm thay đổi nhỏ nhất đạt mục tiêu
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Khi nhóm cải cách đặt mục tiêu "8 ngày làm việc" với "90 %" đúng hạn
    Thì mọi nhóm được nêu đều có 2 thay đổi và đạt mục tiêu
    Và đã xét hết các nhóm nhỏ hơn
    Và mô phỏng phương án của từng nhóm cho đúng các số đã nêu

  Kịch bản: Không nhóm nào đạt mục tiêu
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Khi nhóm cải cách đặt mục tiêu "3 ngày làm việc"
    Thì kết quả nói không nhóm nào đạt và mức gần nhất có thể đạt

  Kịch bản: Chỉ dùng những gì xã được tự quyết định
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Khi nhóm cải cách đặt mục tiêu "8 ngày làm việc" trong thẩm quyền của xã
    Thì không nhóm nào có nội dung của cấp khác hay chưa rõ thẩm quyền

  Kịch bản: Cùng những người ấy còn làm quy trình khác
    Cho quy trình "vn-vidu-gpxd-nha-o" của xã Ví Dụ
    Và làm cùng với "vn-vidu-ho-kinh-doanh" và "vn-vidu-dien-tich-nha-o", mỗi quy trình nhiều hồ sơ gấp 2
    Khi nhóm cải cách hỏi có thể cắt giảm gì
    Thì thêm người ở vị trí "truong-phong-kinh-te" cũng làm hai quy trình kia nhanh hơn

  Kịch bản: Chưa ghi căn cứ thì hỏi, không đoán
    Cho quy trình "vn-vidu-ket-hon" của xã Ví Dụ
    Khi nhóm cải cách hỏi có thể cắt giảm gì
    Thì không bước nào bị đề nghị bỏ, và cơ quan được hỏi quy định nào yêu cầu từng bước
