#include "policy.h"

#include <stdbool.h>

const char policy_countries[POLICY_COUNTRIES][3] = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "US", "NO", "CH", "GB"};

enum { DE = 5, EE = 7, FI = 9, RO = 23, SE = 24, SK = 26, UNION = 27 };
enum { FIRST_YEAR = 2020, DAYS = POLICY_LAST_DAY - POLICY_FIRST_DAY + 1, MONTHS = 9 * 12 };

static const int16_t prices[3][2] = {{990, 792}, {1090, 872}, {10900, 8720}};

/// Tenths of a percent.
static const int16_t first_rates[POLICY_COUNTRIES] = {200, 210, 200, 190, 210, 190, 250, 200, 210, 240, 200,
                                                      240, 250, 270, 230, 220, 210, 170, 210, 180, 210, 230,
                                                      230, 190, 250, 220, 200, 0,   0,   0,   0};
static const struct {
  int country, year, month;
  int16_t rate;
} later_rates[] = {{DE, 2020, 7, 160}, {DE, 2021, 1, 190}, {EE, 2024, 1, 220}, {EE, 2025, 7, 240},
                   {FI, 2024, 9, 255}, {RO, 2025, 8, 210}, {SK, 2025, 1, 230}};

/// Each day as 32 times its month, counted from the first, plus its day of the month.
static uint16_t calendar[DAYS];
static int16_t rates[POLICY_COUNTRIES][MONTHS];
/// Whether the buyer accounts for the VAT where its number is valid.
static uint8_t reverses[POLICY_COUNTRIES];

void policy_prepare(void) {
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int day = 0;
  for (int month = 0; month < MONTHS; month++) {
    int length = lengths[month % 12] + (month % 12 == 1 && (FIRST_YEAR + month / 12) % 4 == 0);
    for (int number = 1; number <= length; number++) calendar[day++] = (uint16_t)(month * 32 + number);
  }
  for (int country = 0; country < POLICY_COUNTRIES; country++) {
    reverses[country] = country < UNION && country != SE;
    for (int month = 0; month < MONTHS; month++) rates[country][month] = first_rates[country];
  }
  for (size_t line = 0; line < sizeof later_rates / sizeof *later_rates; line++) {
    int first = (later_rates[line].year - FIRST_YEAR) * 12 + later_rates[line].month - 1;
    for (int month = first; month < MONTHS; month++) rates[later_rates[line].country][month] = later_rates[line].rate;
  }
}

/// All bits where it holds, else none: selects by masks, because branches on random orders are mispredicted.
static inline uint32_t mask(bool holds) { return -(uint32_t)holds; }

static inline policy_figures price(policy_order order) {
  uint32_t start = calendar[order.quote_date - POLICY_FIRST_DAY];
  uint32_t end = calendar[order.period_end - POLICY_FIRST_DAY];
  uint32_t remaining = (end >> 5) - (start >> 5) + ((end & 31) > (start & 31));
  uint32_t months = (mask(order.kind == POLICY_NEW) & order.term) | (mask(order.kind == POLICY_RENEWAL) & 12) |
                    (mask(order.kind == POLICY_TOPUP) & remaining);

  int32_t quantity = order.quantity;
  uint32_t tier = (quantity >= 10) + (quantity >= 50) + (quantity >= 250) + (quantity >= 1000);
  bool is_reseller = order.answers & POLICY_RESELLER;
  bool has_own_admin = order.answers & POLICY_OWN_ADMIN;
  bool is_forfeited = is_reseller & has_own_admin;
  uint32_t factor = (100 - 5 * tier) * (100 - 20 * (is_reseller & !has_own_admin));
  uint64_t base = (uint64_t)(prices[order.currency][order.term == 12] * quantity) * months;
  uint64_t net = (base * factor + 5000) / 10000;

  bool is_reversed = reverses[order.country] & order.answers & POLICY_VAT_VALID;
  uint32_t rate = (uint32_t)rates[order.country][start >> 5] & ~mask(is_reversed);
  uint64_t vat = (net * rate + 500) / 1000;
  uint8_t flags = (uint8_t)(is_forfeited * (POLICY_FORFEITED | POLICY_DISCOUNT_FORFEITED) +
                            is_reversed * POLICY_REVERSE_CHARGE + (order.kind == POLICY_NEW) * POLICY_WELCOME_INVITE);
  return (policy_figures){(int64_t)net, (int64_t)vat, (int64_t)(net + vat), flags};
}

policy_figures policy_price(policy_order order) { return price(order); }

void policy_price_all(
    const uint8_t *kind, const uint8_t *currency, const uint8_t *term, const uint8_t *country, const uint8_t *answers,
    const int32_t *quantity, const int32_t *quote_date, const int32_t *period_end, int64_t *net, int64_t *vat,
    int64_t *gross, uint8_t *flags, size_t count) {
  for (size_t i = 0; i < count; i++) {
    policy_figures figures = price((policy_order){
        .kind = kind[i],
        .currency = currency[i],
        .term = term[i],
        .country = country[i],
        .answers = answers[i],
        .quantity = quantity[i],
        .quote_date = quote_date[i],
        .period_end = period_end[i],
    });
    net[i] = figures.net;
    vat[i] = figures.vat;
    gross[i] = figures.gross;
    flags[i] = figures.flags;
  }
}

uint64_t policy_checksum(const int64_t *net, const int64_t *vat, const uint8_t *flags, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    sum += (i + 1) * ((uint64_t)net[i] + 3 * (uint64_t)vat[i] + 7 * (uint64_t)flags[i]);
  }
  return sum;
}

void policy_customer_rules(policy_customer_rule *rules, size_t count) {
  for (size_t k = 0; k < count; k++) {
    rules[k] = (policy_customer_rule){(int32_t)(k * 7 % 50) + 1, (int32_t)(k % 30) + 1};
  }
}

int64_t policy_customer_percents(
    const policy_customer_rule *rules, const int32_t *customers, const int32_t *quantities, size_t count) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    policy_customer_rule rule = rules[customers[i]];
    sum += quantities[i] >= rule.least_quantity ? rule.percent : 0;
  }
  return sum;
}
