/// One request over HTTP, by the libcurl that is installed.
///
/// The library is loaded on the first request: a start of the program does not pay for it, a
/// computer without it can do all else, and nothing but the C library is needed to build.
#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a request ended.
enum listino_http_outcome {
  /// There is an answer, whatever its status.
  LISTINO_HTTP_ANSWERED = 0,
  LISTINO_HTTP_NO_LIBRARY = 1,
  /// The address is none, or not of http or https.
  LISTINO_HTTP_BAD_ADDRESS = 2,
  LISTINO_HTTP_NAME_NOT_FOUND = 3,
  LISTINO_HTTP_NOT_CONNECTED = 4,
  LISTINO_HTTP_TIMED_OUT = 5,
  LISTINO_HTTP_TOO_LARGE = 6,
  /// The server's certificate could not be verified, or no secure connection was made.
  LISTINO_HTTP_NOT_SECURE = 7,
  /// The answer broke off.
  LISTINO_HTTP_CUT_OFF = 8,
  LISTINO_HTTP_FAILED = 9,
  LISTINO_HTTP_CANCELLED = 10
};

struct listino_http_response {
  enum listino_http_outcome outcome;
  /// Such as 200; 0 when there was no answer.
  long status;
  /// Null when there is none.
  uint8_t *_Nullable body;
  size_t length;
  /// What libcurl says when there is no answer; always ends with a NUL.
  char error[256];
};

/// Asks for `url` by GET, with `Accept: application/json`. Certificates are verified, redirects are not followed, and
/// more than `body_limit` bytes are not read. Returns when there is an answer, after `timeout_ms` at the latest, and soon
/// after `is_cancelled` gives true.
/// Any thread may call it. Whatever it finds must be freed by `listino_http_free`.
void listino_http_get(const char *_Nonnull url, const char *_Nonnull user_agent, long timeout_ms, size_t body_limit,
                      bool (*_Nonnull is_cancelled)(void), struct listino_http_response *_Nonnull response);

void listino_http_free(struct listino_http_response *_Nonnull response);

#endif
