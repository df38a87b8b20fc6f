# language: vi
Tính năng: Danh mục cắt giảm của nhiều cơ quan
  Lãnh đạo tỉnh hỏi: bao nhiêu thủ tục đã rút ngắn thật, nội dung nào mới đề xuất, cơ quan nào làm tốt nhất.
  Mỗi con số nêu tử số, mẫu số, phần không tính; điều không ai ghi thì nói là chưa rõ, không ghi bằng không.

  Kịch bản: Thủ tục vốn trả ngay không nằm trong mẫu số
    Cho xã "Một" có thủ tục "KS" quy định "10 ngày làm việc", cam kết "7 ngày làm việc"
    Và xã "Một" có thủ tục "CT" quy định "trong ngày"
    Và xã "Một" có thủ tục "KH" quy định "5 ngày làm việc"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-07-01"
    Thì danh mục nói đã rút ngắn 1 trên 2 quy trình
    Và không tính 1 quy trình vốn trả ngay

  Kịch bản: Cắt giảm mới chấp thuận thì chưa tính là đang áp dụng
    Cho xã "Một" có thủ tục "KS" quy định "10 ngày làm việc"
    Và phương án rút "KS" còn "6 ngày làm việc" đã chấp thuận theo "12/QĐ-UBND" ngày "2026-03-01"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-07-01"
    Thì danh mục nói đã rút ngắn 0 trên 1 quy trình
    Và nội dung ấy ở cột đã chấp thuận, kèm số "12/QĐ-UBND" và ngày "2026-03-01"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-02-01"
    Thì danh mục chưa có nội dung nào

  Kịch bản: Cùng một thủ tục ở hai xã
    Cho xã "Một" có thủ tục "KS-1" mã "1.001193" quy định "10 ngày làm việc", cam kết "7 ngày làm việc"
    Và xã "Hai" có thủ tục "KS-2" mã "1.001193.H05" quy định "10 ngày làm việc"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-07-01"
    Thì xã "Một" được nêu là tốt nhất theo thời gian cam kết trả

  Kịch bản: Rút đều một tỷ lệ
    Cho 6 thủ tục của xã "Một" cùng quy định "10 ngày làm việc", cùng cam kết "7 ngày làm việc"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-07-01"
    Thì danh mục cảnh báo 6 trên 6 nội dung cắt giảm có cùng tỷ lệ 30 %

  Kịch bản: Điều chưa ai ghi thì chưa rõ
    Cho xã "Một" có thủ tục "KS" quy định "10 ngày làm việc"
    Khi lãnh đạo hỏi danh mục đến ngày "2026-07-01"
    Thì việc đánh giá nội bộ và đo lường ghi là chưa rõ
    Và số lần đi lại, tỷ lệ trực tuyến, thời gian mô phỏng đều để trống
