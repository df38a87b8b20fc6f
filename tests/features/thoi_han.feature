# language: vi
Tính năng: Cán bộ hỏi khi nào phải trả kết quả hồ sơ
  Cán bộ một cửa ghi ngày hẹn trả vào giấy tiếp nhận. Ngày đó phải đúng theo lịch nghỉ, giờ làm việc
  và những lúc tạm dừng tính, và phải nói được vì sao, vì người dân và lãnh đạo đều sẽ hỏi.

  Bối cảnh:
    Cho cơ quan làm việc 07:30–11:30 và 13:30–17:30 từ thứ Hai đến thứ Sáu theo lịch Việt Nam

  Kịch bản: Nhận trước 15 giờ thì trả trong ngày
    Cho quy trình có thời hạn "trong ngày; nhận sau 15 giờ: ngày làm việc tiếp theo"
    Khi hồ sơ được tiếp nhận lúc "24/04/2026 14:30"
    Thì hồ sơ phải trả lúc "17:30 thứ Sáu 24/04/2026"

  Kịch bản: Nhận sau 15 giờ ngày thứ Sáu, trước kỳ nghỉ
    Cho quy trình có thời hạn "trong ngày; nhận sau 15 giờ: ngày làm việc tiếp theo"
    Khi hồ sơ được tiếp nhận lúc "24/04/2026 15:30"
    Thì hồ sơ phải trả lúc "17:30 thứ Ba 28/04/2026"
    Và lý do có câu "nhận sau 15:00: tính như tiếp nhận vào thứ Ba 28/04/2026"

  Kịch bản: Hẹn qua Tết
    Cho quy trình có thời hạn "1 ngày làm việc"
    Khi hồ sơ được tiếp nhận lúc "13/02/2026 09:00"
    Thì hồ sơ phải trả lúc "17:30 thứ Hai 23/02/2026"
    Và lý do có câu "ngày đầu tiên, thứ Sáu 13/02/2026, không tính (khoản 2 Điều 147 Bộ luật Dân sự 2015)"
    Và lý do có câu "thứ Bảy 14/02/2026 – Chủ nhật 22/02/2026: không tính"

  Kịch bản: Năm chưa có lịch nghỉ
    Cho quy trình có thời hạn "5 ngày làm việc"
    Khi hồ sơ được tiếp nhận lúc "04/06/2029 09:00"
    Thì không có ngày hẹn trả nào được đưa ra
    Và cán bộ được chỉ đến tệp "organisation.yaml" dòng 4

  Kịch bản: Tạm dừng tính để người dân bổ sung hồ sơ
    Cho quy trình có thời hạn "5 ngày làm việc"
    Khi hồ sơ được tiếp nhận lúc "01/06/2026 09:00"
    Và người nộp bổ sung hồ sơ từ "03/06/2026 10:00" đến "05/06/2026 14:00"
    Thì hồ sơ phải trả lúc "17:30 thứ Tư 10/06/2026"
    Và lý do có câu "số ngày không tính: 2"

  Kịch bản: Chưa bổ sung xong thì chưa có ngày hẹn trả
    Cho quy trình có thời hạn "5 ngày làm việc"
    Khi hồ sơ được tiếp nhận lúc "01/06/2026 09:00"
    Và người nộp còn đang bổ sung hồ sơ từ "03/06/2026 10:00"
    Thì chưa có ngày hẹn trả vì "tạm dừng tính thời hạn từ 10:00 thứ Tư 03/06/2026"

  Khung kịch bản: Thời hạn tính bằng giờ
    Cho quy trình có thời hạn "<thời hạn>"
    Khi hồ sơ được tiếp nhận lúc "<tiếp nhận>"
    Thì hồ sơ phải trả lúc "<trả>"

    Dữ liệu:
      | thời hạn         | tiếp nhận        | trả                         |
      | 4 giờ làm việc   | 01/06/2026 09:00 | 15:00 thứ Hai 01/06/2026    |
      | 4 giờ làm việc   | 01/06/2026 16:30 | 10:30 thứ Ba 02/06/2026     |
      | 2 giờ            | 24/04/2026 17:00 | 09:00 thứ Ba 28/04/2026     |
      | ½ ngày làm việc  | 01/06/2026 09:00 | 11:30 thứ Ba 02/06/2026     |
