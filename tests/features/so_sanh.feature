# language: vi
Tính năng: So sánh quy trình trước và sau cắt giảm
  Nhóm cải cách báo cáo “22 ngày còn 15 ngày”. Sản phẩm cho biết mỗi thay đổi đóng góp bao nhiêu, phần nào không bước
  nào giải thích được, và khi nào chỉ là rút ngắn trên giấy.

  Kịch bản: Cấp lại giấy phép cho thuê lại lao động, 22 ngày còn 15 ngày
    Cho bản trước "truoc-sau/thuelai-caplai-truoc.yaml" của bộ quy trình mẫu
    Và bản sau "tp-ho-chi-minh/vn-hcmc-thuelai-caplai.yaml" của bộ quy trình mẫu
    Khi nhóm cải cách so sánh hai bản
    Thì thời hạn giảm 7 ngày làm việc, các bước giảm 5, còn 2 ngày không bước nào giải thích
    Và kết luận là rút ngắn số ngày, không đổi bước, người, trình tự
    Và có lời nhắc rằng khoảng 30 % là mức cắt thường gặp

  Kịch bản: Liên thông khai sinh, 20 ngày còn 8 rồi 3 ngày, ước tính bằng mô phỏng
    Cho bản trước "truoc-sau/lt-khaisinh-2015.yaml" của bộ quy trình mẫu
    Và bản sau "truoc-sau/lt-khaisinh-8ngay.yaml" của bộ quy trình mẫu
    Và bản sau "trung-uong/vn-lienthong-3trong1.yaml" của bộ quy trình mẫu
    Khi nhóm cải cách so sánh bằng mô phỏng
    Thì lần cắt nào các phần đóng góp cũng cộng đúng bằng toàn bộ
    Và đóng góp nhiều nhất cả hai lần là bước "residence"
    Và mọi phần đóng góp ấy được ghi là dựa trên giả định
    Và bước "complete" bị bỏ là một thay đổi riêng của lần cắt đầu

  Kịch bản: Hai quy trình không liên quan
    Cho bản trước "truoc-sau/lt-khaisinh-2015.yaml" của bộ quy trình mẫu
    Và bản sau "quoc-te/nl-odmh-regulier.yaml" của bộ quy trình mẫu
    Khi nhóm cải cách so sánh hai bản
    Thì kết quả nói hai bản không có gì chung

  Kịch bản: Phương án nêu một bước không có
    Cho bản trước "truoc-sau/lt-khaisinh-8ngay.yaml" của bộ quy trình mẫu
    Và phương án bỏ bước "residense"
    Khi nhóm cải cách so sánh với phương án
    Thì phương án bị từ chối và bước gần giống "residence" được gợi ý

  Kịch bản: Phương án làm hồ sơ mắc kẹt
    Cho bản trước "truoc-sau/lt-khaisinh-8ngay.yaml" của bộ quy trình mẫu
    Và phương án cho bước "birth" chỉ chuyển đến "receive"
    Khi nhóm cải cách so sánh với phương án
    Thì phương án bị từ chối vì hồ sơ sẽ đi vòng mãi
