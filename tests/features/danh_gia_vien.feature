# language: vi
Tính năng: Đánh giá viên đọc những gì máy thấy, cán bộ đọc những gì đã sửa
  Đánh giá viên mở bộ quy trình của cơ quan: chỗ nào có lỗi, ở dòng nào, chỗ nào chưa đủ căn cứ, câu hỏi nào chỉ con
  người trả lời được. Cán bộ sửa quy trình thì biết đã sửa gì, ghi được bảng theo dõi sửa đổi, và biết phải soát lại gì.

  Bối cảnh:
    Biết xã có quy trình "QT-01" trong phạm vi hệ thống chất lượng
    Và quy trình "QT-02" nằm ngoài phạm vi với lý do "thuộc thẩm quyền tỉnh"

  Kịch bản: Báo cáo nêu chỗ có lỗi và không bao giờ nêu phần trăm phù hợp
    Khi đánh giá viên xem báo cáo dạng trang web
    Thì báo cáo nêu "qt-01.yaml:1:1"
    Và báo cáo nêu "8.2.3.1"
    Và báo cáo không có tỷ lệ phần trăm

  Kịch bản: Quy trình ngoài phạm vi là chỗ trống có lý do
    Khi đánh giá viên xem bảng quy trình và các điều
    Thì ô của "QT-02" ở điều "8.6" là "outside_scope"
    Và ô của "QT-01" ở điều "4.4.1" là "failed"

  Kịch bản: Phiếu đánh giá có chỗ để viết
    Khi đánh giá viên in phiếu đánh giá dạng Word
    Thì phiếu có đủ các điều và hai cột cuối để trống

  Kịch bản: Sửa thời gian của một bước thì biết đã sửa gì
    Khi cán bộ đổi "4 giờ" thành "3 giờ" trong "qt-01.yaml"
    Thì so với bản trước có "4 giờ → 3 giờ"
    Và dòng đề xuất cho bảng theo dõi sửa đổi là lần 1/3

  Kịch bản: Chỉ sửa cách trình bày thì không có gì thay đổi
    Khi cán bộ đổi "Kiểm tra hồ sơ" thành "Kiểm tra   hồ sơ  # đã xem" trong "qt-01.yaml"
    Thì so với bản trước không có thay đổi nào

  Kịch bản: Quy trình đổi thì rủi ro phải soát lại
    Biết rủi ro "tre-han" của "QT-01" đã được soát
    Khi cán bộ đổi "4 giờ" thành "3 giờ" trong "qt-01.yaml"
    Thì "tre-han" phải soát lại
    Nhưng soát xong thì không còn gì phải soát

  Kịch bản: Hai người cùng làm một việc thì thấy ngay
    Khi cán bộ đổi "Trả kết quả" thành "Kiểm tra hồ sơ" trong "qt-01.yaml"
    Thì bảng phân công cho biết "Kiểm tra hồ sơ" do hai bên cùng làm
