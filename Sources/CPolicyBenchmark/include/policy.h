#ifndef POLICY_H
#define POLICY_H

#include <stddef.h>
#include <stdint.h>

/// The benchmark policy (Tests/Fixtures/policy) as a function written by hand: what the evaluators are measured against.
/// All money is in minor units.

enum { POLICY_NEW, POLICY_RENEWAL, POLICY_TOPUP };
enum { POLICY_EUR, POLICY_USD, POLICY_SEK };
enum { POLICY_VAT_VALID = 1, POLICY_RESELLER = 2, POLICY_OWN_ADMIN = 4 };
enum { POLICY_FORFEITED = 1, POLICY_REVERSE_CHARGE = 2, POLICY_WELCOME_INVITE = 4, POLICY_DISCOUNT_FORFEITED = 8 };

/// Countries are the places of their codes in `policy_countries`.
enum { POLICY_COUNTRIES = 31 };
extern const char policy_countries[POLICY_COUNTRIES][3];

/// 2020-01-01 and 2028-12-31, in days since 1970-01-01: the days an order can name.
enum { POLICY_FIRST_DAY = 18262, POLICY_LAST_DAY = 21549 };

/// One order.
typedef struct {
  uint8_t kind, currency, term, country;  ///< `term` is 1 or 12.
  uint8_t answers;                        ///< Bits of POLICY_VAT_VALID, POLICY_RESELLER, POLICY_OWN_ADMIN.
  int32_t quantity;                       ///< 1 to 5000.
  int32_t quote_date;                     ///< Days since 1970-01-01, up to 2026-12-31.
  int32_t period_end;                     ///< Of a top-up after the quote date; else any day an order can name.
} policy_order;

/// What an order costs, and what else comes of it.
typedef struct {
  int64_t net, vat, gross;
  uint8_t flags;
} policy_figures;

/// Fills the tables that the other functions read. Once, before all of them.
void policy_prepare(void);

policy_figures policy_price(policy_order order);

/// Prices `count` orders: columns in, columns out.
void policy_price_all(
    const uint8_t *kind, const uint8_t *currency, const uint8_t *term, const uint8_t *country, const uint8_t *answers,
    const int32_t *quantity, const int32_t *quote_date, const int32_t *period_end, int64_t *net, int64_t *vat,
    int64_t *gross, uint8_t *flags, size_t count);

/// The sum of (i + 1) * (net + 3 vat + 7 flags) over orders i from 0, modulo 2^64.
uint64_t policy_checksum(const int64_t *net, const int64_t *vat, const uint8_t *flags, size_t count);

/// One of many rules: the percentage for a customer who orders at least so much.
typedef struct {
  int32_t least_quantity, percent;
} policy_customer_rule;

/// Rules 0 up to `count`, each for the customer of its number.
void policy_customer_rules(policy_customer_rule *rules, size_t count);

/// The sum of the percentages of orders by these rules; customers are below the number of rules.
int64_t policy_customer_percents(
    const policy_customer_rule *rules, const int32_t *customers, const int32_t *quantities, size_t count);

#endif
