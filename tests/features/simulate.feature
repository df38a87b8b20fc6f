# language: vi
Tính năng: Mô phỏng cơ quan trước khi thay đổi
  Nhóm cải cách hỏi: hồ sơ mất bao lâu, đúng hạn bao nhiêu, chậm ở đâu. Câu trả lời có khoảng tin cậy,
  lặp lại được, và không có con số nào khi cơ quan làm không xuể.

  Kịch bản: Thời gian chờ đúng như lý thuyết hàng đợi
    Cho bộ phận tiếp nhận có 1 người, mở cửa suốt ngày đêm
    Và mỗi hồ sơ cần trung bình 12 phút, cứ trung bình 15 phút có một hồ sơ
    Khi nhóm cải cách mô phỏng 20 lần, mỗi lần 10000 hồ sơ
    Thì thời gian xử lý trung bình là 60 phút, nằm trong khoảng tin cậy
    Và người của bộ phận bận 80 % thời gian

  Kịch bản: Cơ quan làm không xuể
    Cho bộ phận tiếp nhận có 1 người, mở cửa suốt ngày đêm
    Và mỗi hồ sơ cần trung bình 20 phút, cứ trung bình 15 phút có một hồ sơ
    Khi nhóm cải cách mô phỏng 3 lần, mỗi lần 500 hồ sơ
    Thì kết quả nói bộ phận tiếp nhận làm không xuể
    Và không có thời gian xử lý nào được đưa ra, chỉ có lý do

  Kịch bản: Thêm một người theo phương án
    Cho bộ phận tiếp nhận có 1 người, mở cửa suốt ngày đêm
    Và mỗi hồ sơ cần trung bình 12 phút, cứ trung bình 15 phút có một hồ sơ
    Và phương án thêm 1 người
    Khi nhóm cải cách mô phỏng 20 lần, mỗi lần 5000 hồ sơ
    Thì theo phương án hồ sơ được xử lý nhanh hơn

  Kịch bản: Chạy lại cho cùng kết quả
    Cho bộ phận tiếp nhận có 2 người, mở cửa suốt ngày đêm
    Và mỗi hồ sơ cần trung bình 12 phút, cứ trung bình 10 phút có một hồ sơ
    Khi nhóm cải cách mô phỏng 3 lần, mỗi lần 500 hồ sơ
    Thì chạy lại cho đúng kết quả ấy
    Và mỗi con số có đơn vị, có khoảng tin cậy hoặc có lý do vì sao không có
