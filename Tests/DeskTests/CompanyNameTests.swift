import Testing

@testable import Desk

/// Names of one company, written in two ways, and those of two companies.
@Suite struct CompanyNameTests {
  @Test(arguments: [
    ("Kontor AG", "KONTOR AG"), ("Kontor AG", "Kontor A.G."), ("Kontor", "Kontor Aktiengesellschaft"),
    ("Müller & Söhne GmbH", "MUELLER UND SOEHNE GMBH"), ("Müller Söhne", "MULLER SOHNE"),
    ("Mueller GmbH & Co. KG", "Müller GmbH&Co.KG"), ("Barilla S.p.A.", "BARILLA SPA"),
    ("Barilla G. e R. Fratelli SpA", "BARILLA G E R FRATELLI S. P. A."), ("Rossi Mario", "MARIO ROSSI"),
    ("Studio Bianchi S.r.l.", "STUDIO BIANCHI SOCIETA' A RESPONSABILITA' LIMITATA"), ("E.ON SE", "EON"),
    ("L'Oréal", "LOREAL SA"), ("Coca-Cola Ltd", "COCA COLA LIMITED"), ("Malmö Snickeri AB", "AB MALMO SNICKERI"),
    ("Smørrebrød ApS", "SMOERREBROED APS"), ("Smørrebrød", "Smorrebrod A/S"), ("Łódź Meble", "LODZ MEBLE SP. Z O.O."),
    ("Meble sp. z o. o.", "MEBLE SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ"), ("Nordic Oy", "NORDIC OYJ"),
    ("Balti Puit OÜ", "OSAÜHING BALTI PUIT"), ("Baltija", "SIA \"BALTIJA\""),
    ("Duna Kft.", "DUNA KORLÁTOLT FELELŐSSÉGŰ TÁRSASÁG"),
    ("Jansen en Zonen B.V.", "JANSEN & ZONEN BV"), ("Ελληνικός Οίνος ΑΕ", "ΕΛΛΗΝΙΚΟΣ ΟΙΝΟΣ Α.Ε."),
    ("Oinos", "ΟΙΝΟΣ ΜΟΝΟΠΡΟΣΩΠΗ ΙΚΕ||OINOS"), ("Praha Sklo s.r.o.", "PRAHA SKLO, spol. s r.o."),
    ("Société Générale", "SOCIETE GENERALE S.A."), ("Ｋｏｎｔｏｒ", "kontor"), ("AG", "A.G."),
    ("Wien Bau Ges.m.b.H.", "WIEN BAU GMBH"), ("Luxe S.à r.l.", "LUXE SARL"),
    ("Lisboa Vinhos, Lda.", "LISBOA VINHOS UNIPESSOAL LDA"), ("Zagreb Alati d. o. o.", "ZAGREB ALATI DOO"),
    ("Ünal İnşaat GmbH", "UENAL INSAAT"), ("Vilnius Medis", "UAB „Vilnius Medis“"), ("Kontor A/S", "Kontor AS"),
    ("Hotel d'Angleterre", "HOTEL D´ANGLETERRE"), ("Kontor AG (in Liquidation)", "Kontor AG in Liquidation"),
    ("A.B.C. Srl", "ABC S.R.L."),
  ]) func areOne(onFile: String, registered: String) {
    #expect(CompanyName.agree(onFile: onFile, registered: registered))
  }

  @Test(arguments: [
    ("Mario Privato", "BARILLA G. E R. FRATELLI"), ("Kontor AG", "Kontor Nord AG"), ("Kontor Nord AG", "KONTOR AG"),
    ("Kontor AG", "Kantor AG"), ("AG", "SE"), ("Müller GmbH", "Möller GmbH"), ("Kontor 1 AG", "Kontor 2 AG"),
    // Who writes both has one of them.
    ("Mario Privato || Barilla", "BARILLA"), ("GmbH", "Kontor GmbH"), ("&", "Kontor AG"), ("…", "Kontor"),
    ("Rossi Mario", "ROSSI MARIA"), ("C Srl", "A.B.C. Srl"), ("Barilla Barilla", "Barilla"), ("Plan A", "PLAN SA"),
    ("ΟΙΝΟΣ", "ΟΙΚΟΣ ΑΕ"),
  ]) func areTwo(onFile: String, registered: String) {
    #expect(!CompanyName.agree(onFile: onFile, registered: registered))
  }

  @Test(arguments: [
    ("HAFENSTR. 7\n20457 HAMBURG", "Hafenstr. 7, Hamburg", true), ("Hafenstr. 7", "Hafenstr. 7, 20457 Hamburg", true),
    ("Hafenstraße 7", "HAFENSTRASSE 7", true), ("Hafenstr. 8, Hamburg", "Hafenstr. 7, Hamburg", false),
    ("Rue de l'Église 1, Genève", "RUE DE L'EGLISE 1 GENEVE", true),
  ]) func anAddressMayLeaveSomethingOut(one: String, other: String, isSame: Bool) {
    #expect(FoldedWords(one).isWithin(FoldedWords(other)) == isSame)
  }
}
