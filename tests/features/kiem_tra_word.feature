# language: vi
Tính năng: Cán bộ đưa tệp Word, Excel của mình vào và nhận lại chính tệp ấy có ghi nhận xét tại ô
  Cán bộ giữ quy trình trong Word hoặc Excel, không viết YAML.
  Kiểm tra xong, tệp của cán bộ còn nguyên; nhận xét nằm trong một bản sao, đúng ô có chỗ sai.

  Kịch bản: Tổng thời gian trong tệp Word không khớp các bước
    Cho tệp Word "cap-lai.docx" có bảng các bước:
      | TT | Trình tự        | Trách nhiệm    | Thời gian | Kết quả   |
      | 1  | Tiếp nhận hồ sơ | Bộ phận một cửa | 0,5 ngày  | Phiếu hẹn |
      | 2  | Thẩm định hồ sơ | Chuyên viên    | 9 ngày    | Tờ trình  |
      | 3  | Ký giấy phép    | Lãnh đạo sở    | 2 ngày    | Giấy phép |
      |    | Tổng thời gian  |                | 10 ngày   |           |
    Khi cán bộ kiểm tra tệp "cap-lai.docx" và xin bản sao "nhan-xet.docx"
    Thì báo cáo nói ở "bảng 1, dòng 5, cột 4" là các bước cộng lại không khớp
    Và bản sao "nhan-xet.docx" có nhận xét tại ô "10 ngày"
    Và tệp "cap-lai.docx" còn nguyên như trước

  Kịch bản: Vượt thời hạn theo quy định trong tệp Excel
    Cho tệp Excel "so.xlsx" có dòng "Thời hạn theo quy định" là "10 ngày" và bảng các bước:
      | TT | Trình tự        | Trách nhiệm    | Thời gian | Kết quả   |
      | 1  | Tiếp nhận hồ sơ | Bộ phận một cửa | 0,5 ngày  | Phiếu hẹn |
      | 2  | Thẩm định hồ sơ | Chuyên viên    | 9 ngày    | Tờ trình  |
      | 3  | Ký giấy phép    | Lãnh đạo sở    | 2 ngày    | Giấy phép |
    Khi cán bộ kiểm tra tệp "so.xlsx" và xin bản sao "so-nhan-xet.xlsx"
    Thì kết quả là có lỗi ở tệp ấy
    Và báo cáo nói ở "ô B1" là các bước cộng lại vượt thời hạn theo quy định
    Và bản sao "so-nhan-xet.xlsx" có nhận xét tại ô "10 ngày"
    Và tệp "so.xlsx" còn nguyên như trước

  Kịch bản: Không bao giờ ghi đè lên tệp của cán bộ
    Cho tệp Word "cap-lai.docx" có bảng các bước:
      | TT | Trình tự        | Trách nhiệm    | Thời gian |
      | 1  | Tiếp nhận hồ sơ | Bộ phận một cửa | 0,5 ngày  |
    Khi cán bộ kiểm tra tệp "cap-lai.docx" và xin bản sao "cap-lai.docx"
    Thì lệnh bị từ chối vì "không bị ghi đè"
    Và tệp "cap-lai.docx" còn nguyên như trước

  Kịch bản: Tệp đặt mật khẩu
    Cho tệp "mat-khau.docx" đặt mật khẩu
    Khi cán bộ kiểm tra tệp "mat-khau.docx" và xin bản sao "nhan-xet.docx"
    Thì kết quả là có lỗi ở tệp ấy
    Và không có tệp "nhan-xet.docx"
