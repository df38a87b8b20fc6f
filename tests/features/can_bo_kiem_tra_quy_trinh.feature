# language: vi
Tính năng: Cán bộ được chỉ đúng chỗ sai trong quy trình của mình và cách sửa
  Cán bộ soạn quy trình bằng trình soạn thảo thông thường, không biết lập trình.
  Khi có chỗ sai, cán bộ cần biết tệp nào, dòng nào, sai gì và sửa thế nào, bằng tiếng Việt.

  Kịch bản: Gõ nhầm một tên
    Cho bộ quy trình có các tệp không lỗi: "cap-ban-sao.yaml", "chung-thuc.yaml"
    Và ở tệp "cap-ban-sao.yaml" cán bộ gõ nhầm "allowance" thành "alowance"
    Khi cán bộ kiểm tra bộ quy trình
    Thì kết quả là có lỗi
    Và dòng 9 của tệp "cap-ban-sao.yaml" bị báo "“alowance” không phải tên được dùng ở chỗ này"
    Và cách sửa được gợi ý là "allowance"
    Và không lỗi nào được báo ở tệp "chung-thuc.yaml"

  Kịch bản: Ghi một khoảng thời gian không ai hiểu được
    Cho bộ quy trình có các tệp không lỗi: "cap-ban-sao.yaml"
    Và ở tệp "cap-ban-sao.yaml" cán bộ gõ nhầm "0,5 ngày" thành "nửa buổi sáng"
    Khi cán bộ kiểm tra bộ quy trình
    Thì kết quả là có lỗi
    Và dòng 9 của tệp "cap-ban-sao.yaml" bị báo "nửa buổi sáng"
    Và cách sửa được gợi ý là "0,5 ngày làm việc"

  Kịch bản: Sửa xong thì không còn bị báo
    Cho bộ quy trình có các tệp không lỗi: "cap-ban-sao.yaml"
    Và ở tệp "cap-ban-sao.yaml" cán bộ gõ nhầm "allowance" thành "alowance"
    Và cán bộ kiểm tra bộ quy trình
    Khi ở tệp "cap-ban-sao.yaml" cán bộ sửa "alowance" thành "allowance"
    Và cán bộ kiểm tra bộ quy trình
    Thì kết quả là chưa phát hiện lỗi

  Kịch bản: Một tệp hỏng không che các tệp khác
    Cho bộ quy trình có các tệp không lỗi: "a.yaml", "b.yaml"
    Và tệp "hong.yaml" là một văn bản Word đổi đuôi
    Và tệp "do-dang.yaml" đang viết dở
    Và ở tệp "b.yaml" cán bộ gõ nhầm "leader" thành "lãnh đạo"
    Khi cán bộ kiểm tra bộ quy trình
    Thì kết quả là có lỗi
    Và tệp "hong.yaml" bị báo lỗi
    Và tệp "do-dang.yaml" bị báo lỗi
    Và tệp "b.yaml" bị báo lỗi
    Và không lỗi nào được báo ở tệp "a.yaml"
    Và kiểm tra không ghi gì vào thư mục của cán bộ

  Khung kịch bản: Lỗi đã được duyệt bỏ qua đến một ngày
    Cho bộ quy trình có các tệp không lỗi: "cap-ban-sao.yaml"
    Và ở tệp "cap-ban-sao.yaml" bước "nhan" không ghi thời gian
    Và lỗi ấy được "Chủ tịch" duyệt bỏ qua đến hết ngày 2026-12-31 vì "đang đo thời gian"
    Khi cán bộ kiểm tra bộ quy trình vào ngày <ngày>
    Thì báo cáo có câu "<câu>"

    Dữ liệu:
      | ngày       | câu                                              |
      | 2026-12-31 | bỏ qua đến hết ngày 31/12/2026, người duyệt Chủ tịch |
      | 2027-01-01 | đã hết hạn ngày 31/12/2026                       |

  Kịch bản: Quy trình của tỉnh thay đổi sau khi xã áp dụng lại
    Cho bộ quy trình có các tệp không lỗi: "tinh.yaml"
    Và xã áp dụng lại "tinh.yaml" bằng tệp "xa.yaml" với mã đối chiếu hiện tại
    Khi cán bộ kiểm tra bộ quy trình
    Thì kết quả là chưa phát hiện lỗi
    Khi ở tệp "tinh.yaml" cán bộ sửa "0,5 ngày" thành "1 ngày"
    Và cán bộ kiểm tra bộ quy trình
    Thì dòng 2 của tệp "xa.yaml" bị báo "cần soát lại"
