import Foundation
import Testing

/// The engine's figures and those of databases, for random orders: no difference.
@Suite(
  .serialized,
  .enabled(
    if: Warehouse.hasDatabase,
    "needs python3 with the package duckdb (pip install duckdb), or PostgreSQL (apt-get install postgresql)"))
struct WarehouseTests {
  @Test func rules() throws {
    let folder = Warehouse.tests.deletingLastPathComponent().appending(path: "rules")
    let own = URL(filePath: #filePath).deletingLastPathComponent()
    try Warehouse.compare([
      ("rules", Warehouse.book(folder)), ("policy", Warehouse.book(own.appending(path: "Books"))),
      ("small", Warehouse.book(own.appending(path: "golden"))),
      ("endings", Warehouse.book(own.appending(path: "Endings"))),
    ])
  }

  /// Books of the test vectors that are about orders of one line and have words in SQL.
  static let books = [
    "advance_periods", "anchor_series", "billing_cycles", "billing_day_in_month", "coefficient", "credit_note",
    "dates/go-to-next-month", "dates/keep-last-day", "dates/refuse", "day_count", "discounted_plan_change", "early_end",
    "eu_vat_decision", "fixed_month_days", "next_billing_day", "package_price", "partial_period", "period_end",
    "plan_change_days", "plan_change_proration/dates", "plan_change_proration/parts", "proration_ratio", "round",
    "round_to_step", "seat_change", "tax", "tax_inclusive_split", "tax_parallel", "topup_months",
    "until_period/day-anchored", "until_period/java-backward", "until_period/temporal-backward", "whole_periods",
  ]

  @Test func vectors() throws {
    let folder = Warehouse.tests.appending(path: "VectorTests/Books")
    try Warehouse.compare(
      Self.books.map { ($0.replacingOccurrences(of: "/", with: "-"), try Warehouse.book(folder.appending(path: $0))) })
  }
}
