# language: vi
Tính năng: Lập hồ sơ phương án đơn giản hóa thủ tục hành chính
  Cán bộ rà soát tính chi phí tuân thủ theo từng khoản, biết mỗi thay đổi giảm được gì, và in phương án, tờ trình,
  dự thảo quyết định. Ngày chờ ở cơ quan không bao giờ bị cộng vào chi phí; chỗ nào thiếu thì nói rõ phải điền gì.

  Bối cảnh:
    Cho quy trình cấp bản sao có thời hạn theo quy định 10 ngày làm việc, cam kết 8 ngày, mỗi năm 400 hồ sơ
    Và mỗi lần đi nộp hồ sơ mất 1 giờ và 20000 đồng, lệ phí 8000 đồng

  Kịch bản: Chưa có mức thu nhập thì không tính
    Cho cơ quan chưa ghi mức thu nhập một giờ
    Khi cán bộ tính chi phí tuân thủ
    Thì chương trình hỏi mức thu nhập và nguồn, không đưa ra con số nào

  Kịch bản: Chi phí một hồ sơ và một năm
    Cho mức thu nhập một giờ là 30000 đồng theo Cục Thống kê
    Khi cán bộ tính chi phí tuân thủ
    Thì một hồ sơ tốn 58000 đồng và một năm tốn 23200000 đồng
    Và nguồn "Cục Thống kê" được nêu

  Kịch bản: Mỗi khoản cắt giảm có số của mình
    Cho mức thu nhập một giờ là 30000 đồng theo Cục Thống kê
    Và phương án bỏ bước ghi sổ, nộp trực tuyến mất 20 phút và cam kết 6 ngày
    Khi cán bộ tính chi phí tuân thủ theo phương án
    Thì khoản "di-lai" giảm 40000 đồng và khoản "le-phi" giảm 0 đồng
    Và một hồ sơ giảm 68.97 %

  Kịch bản: Số ngày của thời hạn không phải là chi phí
    Cho mức thu nhập một giờ là 40000 đồng theo QĐ 2816/QĐ-UBND
    Khi cán bộ tính chi phí theo cách waiting_days với 10 hồ sơ mỗi năm
    Thì số ngày được quy thành 32000000 đồng, để riêng và có cảnh báo
    Và chi phí tuân thủ một năm vẫn là 680000 đồng

  Kịch bản: In hồ sơ phương án
    Cho mức thu nhập một giờ là 30000 đồng theo Cục Thống kê
    Và phương án bỏ bước ghi sổ, nộp trực tuyến mất 20 phút và cam kết 6 ngày
    Khi cán bộ in hồ sơ phương án
    Thì có phương án, tờ trình, dự thảo quyết định và quy trình sau sửa đổi
    Và quyết định tách phần cơ quan tự quyết, phần kiến nghị cấp tỉnh và phần kiến nghị Chính phủ
    Và mỗi trang đầu nói mẫu in chưa đối chiếu với mẫu chính thức

  Kịch bản: Thiếu lý do thì nói rõ phải điền
    Cho mức thu nhập một giờ là 30000 đồng theo Cục Thống kê
    Và phương án bỏ bước ghi sổ, nộp trực tuyến mất 20 phút và cam kết 6 ngày
    Và thay đổi "bo-ghi" chưa ghi lý do
    Khi cán bộ in hồ sơ phương án
    Thì màn hình và trang in đều nói thiếu lý do của "bo-ghi"
