/// What has happened in the demonstration: a few months of two resellers, as they would have typed it.
enum DemonstrationBook {
  static let lines = [
    "clock 2026-01-07",
    "reseller nordwind email=desk@nordwind.example discount=20% currency=EUR language=en",
    "reseller alpenrose email=ufficio@alpenrose.example discount=12.5% currency=EUR language=it",
    "known carla@bianchi.example",
    "known ole@fjord.example",
    """
    create reseller=nordwind name="Kontor AG" address="Hafenstr. 7, 20457 Hamburg" country=DE email=buero@kontor.example \
    vat=DE136695976 licences=10 term="12 months"
    """,
    "pay card 4711-0001",
    "act on Kontor AG",
    "vat confirm --evidence \"VIES, 2026-01-07\"",
    "add anna@kontor.example bernd@kontor.example clara@kontor.example",
    "clock 2026-01-20",
    """
    create reseller=alpenrose name="Studio Bianchi" address="Via Roma 1, 39100 Bolzano" country=IT \
    email=info@bianchi.example language=it licences=3 term="1 month"
    """,
    "pay transfer",
    "clock 2026-01-23",
    "received 2026-00002",
    "act on Studio Bianchi",
    "add carla@bianchi.example dario@bianchi.example",
    "clock 2026-02-02",
    """
    create reseller=nordwind name="Fjord AS" address="Havnegata 3, 7010 Trondheim" country=NO email=post@fjord.example \
    licences=5 term=trial
    """,
    "yes",
    "act on Fjord AS",
    "add ole@fjord.example",
    "clock 2026-02-10",
  ]

  static func welcome(_ file: String) -> String {
    """
    a rehearsal with two resellers and three customers is in \(file); its day is 2026-02-10
    `listino --accounts \(file)` opens it for staff, and with `--as reseller:nordwind` for a reseller
    """
  }
}
