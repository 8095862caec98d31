import Foundation

/// A company's name, compared with another as people do: without the legal form, and in any order of its words.
struct CompanyName: Sendable {
  /// Ways to write it in which two names may agree: its words in their order without blanks, and sorted.
  private let keys: Set<String>

  init(_ text: String) {
    keys = Set(
      FoldedWords(text).spellings.map(Self.withoutLegalForm).filter { !$0.isEmpty }.flatMap { words in
        [words.joined(), words.sorted().joined(separator: " ") + " "]
      })
  }

  /// Whether a register's name is that of the company on file.
  ///
  /// - Parameter registered: As VIES gives it: Greece gives the trade name behind `||`.
  static func agree(onFile name: String, registered: String) -> Bool {
    let own = CompanyName(name)
    return registered.components(separatedBy: "||").contains { !own.keys.isDisjoint(with: CompanyName($0).keys) }
  }

  /// The words without the forms behind them and before them; one word always stays.
  private static func withoutLegalForm(_ words: [String]) -> [String] {
    var rest = words[...]
    func length(_ isForm: (Int) -> Bool) -> Int? {
      rest.count < 2 ? nil : (1...min(longest, rest.count - 1)).reversed().first(where: isForm)
    }
    while let count = length({ spaced.contains(rest.suffix($0).joined(separator: " ")) }) { rest.removeLast(count) }
    while let count = length({ written.contains(rest.prefix($0).joined(separator: " ")) }) { rest.removeFirst(count) }
    return Array(rest)
  }

  /// The most words of a form.
  private static let longest = 6

  private static let written = Set(forms.flatMap { FoldedWords($0).spellings.map { $0.joined(separator: " ") } })

  /// With short ones in single letters, too: `S. r. l.`
  private static let spaced = written.union(
    written.filter { $0.count <= 4 && !$0.contains(" ") }.map { $0.map(String.init).joined(separator: " ") })

  private static let forms: [String] = [
    // German
    "GmbH", "gGmbH", "mbH", "Gesellschaft mit beschränkter Haftung", "AG", "Aktiengesellschaft", "KG", "KGaA", "Co",
    "Co KG", "CoKG", "Cie", "OHG", "OG", "UG", "haftungsbeschränkt", "UG haftungsbeschränkt", "GbR", "e.K.", "e.U.",
    "e.G.", "eGen", "e.V.", "PartG", "PartG mbB", "Kommanditgesellschaft", "Ges.m.b.H.", "SE", "SCE",
    // English
    "Ltd", "Limited", "plc", "Public Limited Company", "LLP", "LLC", "Inc", "Incorporated", "Corp", "Corporation",
    "Company", "DAC", "Designated Activity Company", "CLG", "UC", "Unlimited Company",
    // French and Dutch
    "SA", "S.A.S.", "SASU", "SARL", "S.à r.l.", "EURL", "SNC", "SCS", "SCA", "SC", "SPRL", "SRL", "SCRL", "ASBL",
    "Société anonyme", "Société par actions simplifiée", "Société à responsabilité limitée", "BV", "NV", "CV", "VOF",
    "BVBA", "VZW", "Besloten Vennootschap", "Naamloze Vennootschap", "Coöperatie", "U.A.",
    // Italian, Spanish and Portuguese
    "S.r.l.", "S.r.l.s.", "S.p.A.", "S.n.c.", "S.a.s.", "S.s.", "S.c.a r.l.", "Scarl",
    "Società a responsabilità limitata",
    "Società a responsabilità limitata semplificata", "Società per azioni", "Società cooperativa", "Soc. Coop.",
    "a socio unico", "unipersonale", "S.L.", "S.L.U.", "S.A.U.", "S.L.N.E.", "Sociedad limitada", "Sociedad anónima",
    "Sociedad de responsabilidad limitada", "Lda", "Limitada", "Unipessoal", "SGPS", "Sociedade anónima",
    // Nordic
    "AB", "publ", "Aktiebolag", "Aktiebolaget", "HB", "KB", "Handelsbolag", "Kommanditbolag", "A/S", "AS", "ApS", "I/S",
    "K/S", "P/S", "IVS", "Aktieselskab", "Anpartsselskab", "ASA", "ANS", "DA", "Oy", "Oyj", "Abp", "Ky", "Tmi",
    "Osakeyhtiö", "Julkinen osakeyhtiö",
    // Baltic
    "OÜ", "Osaühing", "Aktsiaselts", "SIA", "Sabiedrība ar ierobežotu atbildību", "Akciju sabiedrība", "UAB", "MB",
    "Uždaroji akcinė bendrovė", "Akcinė bendrovė", "Mažoji bendrija",
    // Central European
    "sp. z o.o.", "sp. zoo", "sp. z o. o.", "sp. k.", "sp. j.", "S.K.A.", "P.S.A.", "Spółka akcyjna",
    "Spółka komandytowa",
    "Spółka z ograniczoną odpowiedzialnością", "Spółka jawna", "s.r.o.", "spol. s r.o.", "spol. s r. o.", "a.s.",
    "v.o.s.",
    "k.s.", "společnost s ručením omezeným", "akciová společnost", "spoločnosť s ručením obmedzeným",
    "akciová spoločnosť", "Kft", "Zrt", "Nyrt", "Rt", "Bt", "Kkt", "Korlátolt felelősségű társaság",
    "Zártkörűen működő részvénytársaság", "Nyilvánosan működő részvénytársaság", "Betéti társaság", "d.o.o.",
    "j.d.o.o.",
    "d.d.", "d.n.o.",
    // South-eastern European
    "EOOD", "OOD", "EAD", "AD", "ЕООД", "ООД", "ЕАД", "АД", "ΑΕ", "ΕΠΕ", "ΟΕ", "ΕΕ", "ΙΚΕ",
    "ΜΟΝΟΠΡΟΣΩΠΗ", "ΑΝΩΝΥΜΗ ΕΤΑΙΡΕΙΑ", "ΑΝΩΝΥΜΗ ΕΤΑΙΡΙΑ", "AE", "EPE", "IKE",
  ]
}
