# language: vi
Tính năng: Sổ theo dõi sự không phù hợp trên dòng lệnh
  Cán bộ ghi, xem, in sổ bằng lệnh có tên cho từng nội dung; máy chỉ nêu, người kết luận; mọi điều bị từ chối đều nói rõ
  thiếu gì.

  Bối cảnh:
    Biết sổ của một xã có "binh" phụ trách chất lượng, "lan" là đánh giá viên, "chi" và "dung" ở bộ phận một cửa

  Kịch bản: Lỗi máy nêu chỉ thành phiếu khi đánh giá viên xác nhận
    Biết quy trình "QT-01" có các bước cộng lại vượt thời hạn
    Khi "lan" xem các lỗi máy nêu mà chưa trả lời
    Thì sổ chưa có phát hiện đánh giá nào
    Khi "lan" xác nhận lỗi cộng thời gian của "QT-01" là sự không phù hợp nhẹ
    Thì sổ có một phát hiện đánh giá và một phiếu của "QT-01", phiếu chỉ tên kết quả kiểm tra
    Khi "lan" chạy lại với cùng câu trả lời
    Thì sổ có một phát hiện đánh giá và một phiếu của "QT-01", phiếu chỉ tên kết quả kiểm tra

  Kịch bản: Người ta biết trước còn thiếu gì mới làm được bước tiếp theo
    Khi "chi" lập phiếu "Biên nhận không ghi ngày hẹn" về điều khoản "8.5.1"
    Thì "binh" biết muốn tiếp nhận còn thiếu mức, người xử lý, quyết định ngăn chặn và hậu quả
    Khi "binh" tiếp nhận phiếu ở mức nhẹ và giao cho "chi"
    Thì "chi" biết có thể bắt đầu phân tích

  Kịch bản: Nguyên nhân dừng ở một người thì bị hỏi tiếp
    Khi "chi" lập phiếu "Biên nhận không ghi ngày hẹn" về điều khoản "8.5.1"
    Và "binh" tiếp nhận phiếu ở mức nhẹ và giao cho "chi"
    Và "chi" bắt đầu phân tích và ghi nguyên nhân gốc "do sơ suất của cán bộ"
    Thì máy hỏi vì sao hệ thống để điều đó xảy ra
    Khi "chi" ghi nguyên nhân gốc "mẫu biên nhận không có ô ngày hẹn"
    Thì máy không hỏi gì thêm

  Kịch bản: Phiếu in ra có đủ các phần và mã của từng sự kiện
    Khi "chi" lập phiếu "Biên nhận không ghi ngày hẹn" về điều khoản "8.5.1"
    Và "binh" tiếp nhận phiếu ở mức nhẹ và giao cho "chi"
    Thì phiếu in ra tệp Word có "Biên nhận không ghi ngày hẹn", "8.5.1" và mã của sự kiện cuối cùng
    Và phần chưa làm được ghi là chưa ghi

  Kịch bản: Việc chậm được liệt kê cùng số ngày làm việc đã chậm
    Khi "chi" lập phiếu "Biên nhận không ghi ngày hẹn" về điều khoản "8.5.1"
    Thì 40 ngày sau phiếu nằm trong danh sách chậm và phải báo cho lãnh đạo
