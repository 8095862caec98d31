-- small, rules 162967b03e81, for duckdb
WITH layer_0 AS MATERIALIZED (
  SELECT
    "id" AS "order key",
    CASE WHEN "currency" IN ('EUR', 'JPY') THEN "currency" END AS "currency",
    "currency" IS NOT NULL AS "currency given",
    CASE WHEN CASE WHEN "seats" BETWEEN 1 AND 1000 THEN CAST("seats" AS DECIMAL(4, 0)) = "seats" WHEN "seats" IS NOT NULL THEN FALSE END THEN CAST("seats" AS BIGINT) END AS "seats",
    "seats" IS NOT NULL AS "seats given",
    CASE WHEN "country" IN ('AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'YT', 'ZA', 'ZM', 'ZW') THEN "country" END AS "country",
    "country" IS NOT NULL AS "country given",
    CASE WHEN "ordered-on" BETWEEN DATE '2020-01-01' AND DATE '9999-12-31' THEN "ordered-on" END AS "ordered-on",
    "ordered-on" IS NOT NULL AS "ordered-on given",
    "vip"
  FROM "sales"."orders"
),
layer_1 AS MATERIALIZED (
  SELECT *,
    COALESCE("vip", FALSE) AS "vip or default",
    CASE
      WHEN "seats" > 0 THEN CASE
        WHEN "seats" <= 10 THEN "seats"
        ELSE 10
      END * 99
      ELSE 0
    END + CASE
      WHEN "seats" > 10 THEN ("seats" - 10) * 89
      ELSE 0
    END AS "seat-price slices",
    CASE
      WHEN "seats" > 0 THEN "seats" * 12000
      ELSE 0
    END AS "seat-price slices 2",
    CASE
      WHEN "currency" = 'EUR' THEN greatest("seats", 1)
      WHEN "currency" = 'JPY' THEN greatest("seats", 1)
    END AS "seat-price denominator",
    CAST(CASE "currency"
      WHEN 'EUR' THEN 1
      WHEN 'JPY' THEN 100
    END AS BIGINT) AS "minor unit",
    ((("country" = 'DE') AND ("ordered-on" <= DATE '2020-06-30')) IS NULL) OR ((("country" = 'DE') AND (("ordered-on" >= DATE '2020-07-01') AND ("ordered-on" <= DATE '2020-12-31'))) IS NULL) OR ((("country" = 'DE') AND ("ordered-on" >= DATE '2021-01-01')) IS NULL) OR (("country" = 'FR') IS NULL) AS "vat-rate open",
    ("currency given" AND "currency" IS NULL) OR ("seats given" AND "seats" IS NULL) OR ("country given" AND "country" IS NULL) OR ("ordered-on given" AND "ordered-on" IS NULL) AS "invalid"
  FROM layer_0
),
layer_2 AS MATERIALIZED (
  SELECT *,
    CAST(CASE
      WHEN ((NOT ("vip or default" AND ("seats" <= 5))) IS NULL) OR (("vip or default" AND ("seats" <= 5)) IS NULL) THEN NULL
      WHEN NOT ("vip or default" AND ("seats" <= 5)) THEN 0
      WHEN "vip or default" AND ("seats" <= 5) THEN 1
    END AS INTEGER) AS "net decided by",
    CASE
      WHEN "currency" = 'EUR' THEN CASE
        WHEN ("seats" > 0) AND (("seats" <= 0) OR (("seats" > 0) AND ("seats" <= 10)) OR ("seats" > 10)) THEN "seat-price slices"
        WHEN NOT ("seats" > 0) THEN 99
      END
      WHEN "currency" = 'JPY' THEN CASE
        WHEN ("seats" > 0) AND (("seats" <= 0) OR ("seats" > 0)) THEN "seat-price slices 2"
        WHEN NOT ("seats" > 0) THEN 12000
      END
    END AS "seat-price",
    "seat-price denominator" * "minor unit" AS "net step 2 divisor",
    CAST(CASE
      WHEN "vat-rate open" THEN NULL
      ELSE CASE
        WHEN ("country" = 'DE') AND ("ordered-on" <= DATE '2020-06-30') THEN 19
        WHEN ("country" = 'DE') AND (("ordered-on" >= DATE '2020-07-01') AND ("ordered-on" <= DATE '2020-12-31')) THEN 16
        WHEN ("country" = 'DE') AND ("ordered-on" >= DATE '2021-01-01') THEN 19
        WHEN "country" = 'FR' THEN 20
      END
    END AS BIGINT) AS "vat-rate",
    "minor unit" * 100 AS "total step 3 divisor",
    "vip or default" AND (500 < "seats") AS "no-good-customer fires"
  FROM layer_1
),
layer_3 AS MATERIALIZED (
  SELECT *,
    ("seat-price" IS NULL) AND (NOT (("currency" IS NULL) OR ("seats" IS NULL))) AS "seat-price refused",
    "seat-price" * "seats" AS "net step 1",
    ("vat-rate" IS NULL) AND (NOT "vat-rate open") AS "vat-rate refused",
    "total step 3 divisor" * 2 AS "total step 3 divisor 2"
  FROM layer_2
),
layer_4 AS MATERIALIZED (
  SELECT *,
    "net step 1" * 10 AS "net step 2 dividend",
    CASE "net decided by"
      WHEN 0 THEN "seat-price refused"
      ELSE FALSE
    END AS "net refused"
  FROM layer_3
),
layer_5 AS MATERIALIZED (
  SELECT *,
    "net step 2 dividend" // "net step 2 divisor" AS "net step 2 whole",
    "net refused" OR ("vat-rate refused" OR "net refused") AS "total step 2 refused"
  FROM layer_4
),
layer_6 AS MATERIALIZED (
  SELECT *,
    "net step 2 dividend" - ("net step 2 whole" * "net step 2 divisor") AS "net step 2 part"
  FROM layer_5
),
layer_7 AS MATERIALIZED (
  SELECT *,
    CASE
      WHEN "net step 2 part" * 2 > "net step 2 divisor" OR ("net step 2 part" * 2 = "net step 2 divisor" AND "net step 2 whole" % 2 = 1) THEN "net step 2 whole" + 1
      ELSE "net step 2 whole"
    END * "minor unit" AS "net step 2"
  FROM layer_6
),
layer_8 AS MATERIALIZED (
  SELECT *,
    CASE "net decided by"
      WHEN 0 THEN "net step 2"
      WHEN 1 THEN 0
    END AS "net"
  FROM layer_7
),
layer_9 AS MATERIALIZED (
  SELECT *,
    ("net" * 100) + ("vat-rate" * "net") AS "total step 2"
  FROM layer_8
),
layer_10 AS MATERIALIZED (
  SELECT *,
    ((("total step 2" * 2) + "total step 3 divisor") // "total step 3 divisor 2") * "minor unit" AS "total step 3"
  FROM layer_9
),
layer_11 AS MATERIALIZED (
  SELECT *,
    CASE
      WHEN "invalid" THEN 'invalid'
      WHEN (("net" IS NULL) AND (NOT "net refused")) OR (("total step 3" IS NULL) AND (NOT "total step 2 refused")) OR ("no-good-customer fires" IS NULL) THEN 'missing'
      WHEN "net refused" OR "total step 2 refused" OR "no-good-customer fires" THEN 'refused'
      ELSE 'priced'
    END AS "order state"
  FROM layer_10
)
SELECT
  "order key" AS "id",
  "order state" AS "state",
  CASE WHEN NOT "invalid" THEN NULLIF(concat_ws(', ', CASE WHEN "no-good-customer fires" THEN 'no-good-customer' END), '') END AS "refusals",
  CASE WHEN "order state" = 'priced' THEN CAST(CAST("net" AS DECIMAL(14, 0)) * 0.01 AS DECIMAL(38, 2)) END AS "net",
  CASE WHEN "order state" = 'priced' THEN CAST(CAST("total step 3" AS DECIMAL(16, 0)) * 0.01 AS DECIMAL(38, 2)) END AS "total",
  CASE WHEN NOT "invalid" THEN CASE "net decided by"
      WHEN 0 THEN 'net'
      WHEN 1 THEN 'free-of-charge'
    END END AS "net decided by"
FROM layer_11
