import GRDB

/// The tables of an account book. A migration is never edited once it has been released; a change is a new one.
///
/// Facts that hold for a time have `from_day` (the first day) and `to_day` (the first day no longer; null while it
/// holds). Rows are added and closed, never changed otherwise and never deleted: triggers see to it.
enum Schema {
  /// "LIST" in ASCII: marks a SQLite file as an account book.
  static let applicationID = 0x4C49_5354

  /// - Parameter kind: What a book that is made now is for.
  static func migrator(kind: AccountFile.Kind) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: accounts") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: people + commerce + outbox)
      try database.execute(sql: "INSERT INTO setting VALUES ('kind', ?)", arguments: [kind.rawValue])
      for table in kept {
        try database.execute(
          sql: "CREATE TRIGGER \(table)_is_kept BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, 'kept'); END")
      }
      for table in dated {
        try database.execute(sql: closing(table))
      }
      for table in written {
        try database.execute(
          sql: "CREATE TRIGGER \(table)_is_final BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, 'final'); END")
      }
    }
    migrator.registerMigration("2: what keys were used for") { database in
      // What was asked for under a key, as the one command that may ask for it again says it.
      try database.execute(sql: "ALTER TABLE audit ADD COLUMN request TEXT")
    }
    migrator.registerMigration("3: references of payments") { database in
      try database.execute(sql: references)
      let payments = try Row.fetchCursor(
        database, sql: "SELECT reference, invoice FROM payment WHERE method = 'card' ORDER BY id")
      // One that was used twice before stays that of the first invoice.
      while let payment = try payments.next() {
        try database.execute(
          sql: "INSERT INTO payment_reference VALUES (?, ?) ON CONFLICT DO NOTHING",
          arguments: [PaymentReference.folded(try payment.text("reference")), try payment.integer("invoice")])
      }
    }
    return migrator
  }

  /// The trigger that keeps the closed rows of a table as they are.
  static func closing(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_is_closed BEFORE UPDATE ON \(table) WHEN OLD.to_day IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'closed'); END
    """
  }

  /// Tables with `from_day` and `to_day`.
  static let dated = [
    "reseller_terms", "customer_details", "customer_vat", "subscription_term", "membership", "administrator",
  ]

  /// Every column that has a day.
  static let days =
    dated.flatMap { [($0, "from_day"), ($0, "to_day")] } + [
      ("audit", "day"), ("customer", "created_day"), ("customer_vat", "evidence_day"), ("known_address", "since_day"),
      ("rule_book", "first_day"), ("subscription_term", "first_day"), ("subscription_term", "end_day"),
      ("quote", "day"), ("quote", "closed_day"), ("purchase", "placed_day"), ("invoice", "day"),
      ("credit_note", "day"), ("payment", "day"), ("payment", "recorded_day"), ("posting", "day"), ("notice", "day"),
    ]

  /// Tables whose rows never change.
  private static let written = ["audit", "invoice", "payment", "credit_note", "posting", "rule_file", "notice"]

  private static let kept =
    dated + written + [
      "reseller", "customer", "member", "known_address", "subscription", "quote", "purchase", "rule_book", "delivery",
    ]

  private static let references = """
    CREATE TABLE payment_reference(
      folded TEXT PRIMARY KEY, invoice INTEGER NOT NULL REFERENCES invoice(id)) STRICT, WITHOUT ROWID;
    CREATE TRIGGER payment_reference_is_kept BEFORE DELETE ON payment_reference
    BEGIN SELECT RAISE(ABORT, 'kept'); END;
    CREATE TRIGGER payment_reference_is_final BEFORE UPDATE ON payment_reference
    BEGIN SELECT RAISE(ABORT, 'final'); END;
    """

  private static let people = """
    CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE audit(
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL, who TEXT NOT NULL,
      customer INTEGER REFERENCES customer(id), action TEXT NOT NULL, why TEXT NOT NULL,
      before TEXT NOT NULL, after TEXT NOT NULL, result TEXT NOT NULL, key TEXT UNIQUE) STRICT;
    CREATE INDEX audit_by_customer ON audit(customer, id);

    CREATE TABLE reseller(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE reseller_terms(
      id INTEGER PRIMARY KEY, reseller INTEGER NOT NULL REFERENCES reseller(id), email TEXT NOT NULL,
      agreed_discount TEXT NOT NULL, language TEXT NOT NULL, currency TEXT NOT NULL,
      from_day TEXT NOT NULL, to_day TEXT,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE UNIQUE INDEX reseller_terms_now ON reseller_terms(reseller) WHERE to_day IS NULL;

    CREATE TABLE customer(
      id INTEGER PRIMARY KEY, reseller INTEGER NOT NULL REFERENCES reseller(id), created_day TEXT NOT NULL) STRICT;
    CREATE INDEX customer_by_reseller ON customer(reseller, id);
    CREATE TABLE customer_details(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), reseller INTEGER NOT NULL,
      name TEXT NOT NULL, folded TEXT NOT NULL, address TEXT NOT NULL, country TEXT NOT NULL, email TEXT NOT NULL,
      language TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE UNIQUE INDEX customer_details_now ON customer_details(customer) WHERE to_day IS NULL;
    CREATE INDEX customer_details_then ON customer_details(customer, from_day);
    CREATE INDEX customer_details_by_name ON customer_details(folded) WHERE to_day IS NULL;
    CREATE INDEX customer_details_by_reseller ON customer_details(reseller, folded) WHERE to_day IS NULL;
    CREATE TABLE customer_vat(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), number TEXT,
      standing TEXT NOT NULL CHECK (standing IN ('none', 'well-formed', 'confirmed')), evidence TEXT,
      evidence_day TEXT, from_day TEXT NOT NULL, to_day TEXT,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
      CHECK ((standing = 'none') = (number IS NULL)),
      CHECK ((standing = 'confirmed') = (evidence IS NOT NULL))) STRICT;
    CREATE UNIQUE INDEX customer_vat_now ON customer_vat(customer) WHERE to_day IS NULL;
    CREATE INDEX customer_vat_then ON customer_vat(customer, from_day);

    CREATE TABLE known_address(folded TEXT PRIMARY KEY, email TEXT NOT NULL, since_day TEXT NOT NULL) STRICT;
    CREATE TABLE member(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), email TEXT NOT NULL,
      folded TEXT NOT NULL, UNIQUE (customer, folded)) STRICT;
    CREATE TABLE membership(
      id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member(id), customer INTEGER NOT NULL,
      from_day TEXT NOT NULL, to_day TEXT,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE UNIQUE INDEX membership_now ON membership(member) WHERE to_day IS NULL;
    CREATE INDEX membership_of_customer ON membership(customer) WHERE to_day IS NULL;
    CREATE INDEX membership_then ON membership(customer, from_day);
    CREATE TABLE administrator(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id),
      member INTEGER REFERENCES member(id), from_day TEXT NOT NULL, to_day TEXT,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE UNIQUE INDEX administrator_now ON administrator(customer, ifnull(member, 0)) WHERE to_day IS NULL;
    CREATE INDEX administrator_then ON administrator(customer, from_day);

    """

  private static let commerce = """
    CREATE TABLE rule_book(hash TEXT PRIMARY KEY, name TEXT NOT NULL, first_day TEXT NOT NULL) STRICT;
    CREATE TABLE rule_file(
      hash TEXT NOT NULL REFERENCES rule_book(hash), position INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (hash, position)) STRICT;

    CREATE TABLE subscription(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), product TEXT NOT NULL) STRICT;
    CREATE INDEX subscription_by_customer ON subscription(customer);
    CREATE TABLE subscription_term(
      id INTEGER PRIMARY KEY, subscription INTEGER NOT NULL REFERENCES subscription(id), customer INTEGER NOT NULL,
      reseller INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('trial', 'paid')), term TEXT NOT NULL,
      first_day TEXT NOT NULL, end_day TEXT NOT NULL, capacity INTEGER NOT NULL CHECK (capacity >= 0),
      from_day TEXT NOT NULL, to_day TEXT, purchase INTEGER REFERENCES purchase(id),
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
      CHECK (end_day >= first_day)) STRICT;
    CREATE UNIQUE INDEX subscription_term_now ON subscription_term(customer) WHERE to_day IS NULL;
    CREATE INDEX subscription_term_then ON subscription_term(customer, from_day);
    CREATE INDEX subscription_term_by_end ON subscription_term(end_day) WHERE to_day IS NULL;
    CREATE INDEX subscription_term_by_reseller ON subscription_term(reseller, end_day) WHERE to_day IS NULL;

    CREATE TABLE quote(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), day TEXT NOT NULL,
      action TEXT NOT NULL, licences INTEGER NOT NULL, term TEXT NOT NULL, inputs TEXT NOT NULL,
      document TEXT NOT NULL, hash TEXT NOT NULL REFERENCES rule_book(hash), currency TEXT NOT NULL,
      net INTEGER NOT NULL, vat INTEGER NOT NULL, total INTEGER NOT NULL,
      closed_day TEXT, closed_as TEXT CHECK (closed_as IN ('ordered', 'withdrawn', 'priced anew')),
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE INDEX quote_open ON quote(customer) WHERE closed_day IS NULL;

    CREATE TABLE purchase(
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id), placed_day TEXT NOT NULL,
      action TEXT NOT NULL, licences INTEGER NOT NULL, term TEXT NOT NULL, inputs TEXT NOT NULL,
      document TEXT NOT NULL, hash TEXT NOT NULL REFERENCES rule_book(hash), currency TEXT NOT NULL,
      net INTEGER NOT NULL, vat INTEGER NOT NULL, total INTEGER NOT NULL, mentions TEXT NOT NULL,
      members TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'paid', 'cancelled')),
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
      CHECK (net + vat = total)) STRICT;
    CREATE INDEX purchase_by_customer ON purchase(customer, id);

    CREATE TABLE invoice(
      id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, purchase INTEGER NOT NULL UNIQUE REFERENCES purchase(id),
      customer INTEGER NOT NULL REFERENCES customer(id), day TEXT NOT NULL, paid_by TEXT NOT NULL,
      paid_for TEXT NOT NULL, currency TEXT NOT NULL, net INTEGER NOT NULL, vat INTEGER NOT NULL,
      total INTEGER NOT NULL, mentions TEXT NOT NULL,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
      CHECK (net + vat = total)) STRICT;
    CREATE INDEX invoice_by_customer ON invoice(customer, id);
    CREATE TABLE credit_note(
      id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, invoice INTEGER NOT NULL UNIQUE REFERENCES invoice(id),
      day TEXT NOT NULL, reason TEXT NOT NULL,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE TABLE payment(
      id INTEGER PRIMARY KEY, invoice INTEGER NOT NULL REFERENCES invoice(id), method TEXT NOT NULL,
      reference TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL, day TEXT NOT NULL,
      recorded_day TEXT NOT NULL,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE INDEX payment_by_invoice ON payment(invoice);
    CREATE TABLE posting(
      id INTEGER PRIMARY KEY, invoice INTEGER NOT NULL REFERENCES invoice(id), day TEXT NOT NULL,
      account TEXT NOT NULL CHECK (account IN ('receivable', 'revenue', 'vat', 'bank')),
      currency TEXT NOT NULL, amount INTEGER NOT NULL,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE INDEX posting_by_invoice ON posting(invoice);

    """

  private static let outbox = """
    CREATE TABLE notice(
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer INTEGER NOT NULL REFERENCES customer(id),
      reseller INTEGER NOT NULL, cause TEXT NOT NULL, effect TEXT NOT NULL, receiver_name TEXT NOT NULL,
      receiver_address TEXT NOT NULL, is_for_reseller INTEGER NOT NULL, language TEXT NOT NULL, subject TEXT NOT NULL,
      paragraphs TEXT NOT NULL, day TEXT NOT NULL, at INTEGER NOT NULL,
      audit INTEGER NOT NULL REFERENCES audit(id) DEFERRABLE INITIALLY DEFERRED,
      UNIQUE (cause, effect, receiver_address)) STRICT;
    CREATE INDEX notice_by_customer ON notice(customer, number);
    CREATE INDEX notice_by_reseller ON notice(reseller, number) WHERE is_for_reseller;
    CREATE TABLE delivery(
      notice INTEGER NOT NULL REFERENCES notice(number), channel TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (channel, notice)) STRICT, WITHOUT ROWID;
    """
}
