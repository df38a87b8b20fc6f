# language: vi
Tính năng: Sổ theo dõi sự không phù hợp
  Điều đánh giá viên phát hiện được ngăn chặn, tìm nguyên nhân, khắc phục, xem xét hiệu lực theo tiêu chí định trước và
  do người không làm việc đó đóng; lịch sử không ai lặng lẽ sửa được.

  Bối cảnh:
    Biết sổ của một xã có người phụ trách chất lượng "binh"
    Và có "chi" làm việc tại bộ phận một cửa
    Và có "dung" làm việc tại bộ phận một cửa
    Và có "hoa" phụ trách quy trình "cap-phep"
    Và có "lan" là đánh giá viên

  Kịch bản: Một sự không phù hợp nhẹ đóng được mà không cần hành động khắc phục
    Khi "chi" lập phiếu "Một hồ sơ thiếu giấy biên nhận" về điều khoản "8.5.1"
    Và "binh" tiếp nhận phiếu ở mức "minor", giao cho "chi"
    Và "chi" ghi sự khắc phục "In lại giấy biên nhận" do "dung" thực hiện
    Và "binh" phê duyệt hành động "A1"
    Và "dung" báo xong hành động "A1" với bằng chứng "giấy biên nhận số 12"
    Thì "binh" đóng được phiếu vì "chỉ một hồ sơ, đã khắc phục"
    Và phiếu ở trạng thái "đã đóng"
    Và sổ còn nguyên vẹn

  Kịch bản: Người chịu trách nhiệm xử lý không tự đóng phiếu
    Khi "chi" lập phiếu "Một hồ sơ thiếu giấy biên nhận" về điều khoản "8.5.1"
    Và "binh" tiếp nhận phiếu ở mức "minor", giao cho "binh"
    Thì "binh" không đóng được phiếu vì "binh là người chịu trách nhiệm xử lý nên không được tự đóng"

  Kịch bản: Một sự không phù hợp nặng đi hết vòng đời qua tay bốn người
    Khi "lan" lập phiếu "Ba hồ sơ quá hạn không có văn bản xin lỗi" về điều khoản "8.5.1" từ đánh giá nội bộ
    Và "binh" tiếp nhận phiếu ở mức "major", giao cho "chi", ngăn chặn bằng "Gọi điện xin lỗi ba người dân" do "dung"
    Và "dung" báo xong hành động "A1" với bằng chứng "sổ gọi điện"
    Và "hoa" xác nhận hành động "A1"
    Và "chi" bắt đầu phân tích
    Và "chi" trình kế hoạch có nguyên nhân "Quy trình không giao ai theo dõi hạn" và hành động "Thêm bước nhắc hạn" do "dung"
    Thì "chi" không phê duyệt được kế hoạch vì "chi không có thẩm quyền thực hiện bước này"
    Khi "binh" phê duyệt kế hoạch
    Và "dung" báo xong hành động "A2" với bằng chứng "QT-08 lần 02"
    Và "hoa" xác nhận hành động "A2"
    Và "chi" báo mọi việc đã thực hiện, "QT-08" ban hành lần "02"
    Thì "lan" chưa kết luận được vì "thời gian theo dõi kéo dài đến"
    Khi 91 ngày sau, "dung" ghi số liệu "0" cho "ho-so-qua-han"
    Thì "lan" kết luận có hiệu lực
    Và phiếu ở trạng thái "đã đóng"
    Và sổ còn nguyên vẹn

  Kịch bản: Một cuộc đánh giá nội bộ
    Khi "binh" lập kế hoạch đánh giá "Đợt 1" quy trình "cap-phep" do "lan" làm trưởng đoàn
    Và "lan" bắt đầu và đánh giá câu hỏi "Ai theo dõi hạn trả kết quả?" là "nc_minor"
    Và "lan" nêu phát hiện "Không ai theo dõi" về điều khoản "8.5.1", "hoa" đồng ý
    Và "lan" báo cáo cuộc đánh giá
    Và "lan" lập phiếu cho phát hiện đó
    Thì "lan" chưa đóng được cuộc đánh giá vì "chưa được thực hiện xong"
    Và sổ còn nguyên vẹn
