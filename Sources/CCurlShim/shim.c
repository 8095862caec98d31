#include "CCurlShim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// What is used of libcurl's interface. Its numbers have not changed since version 7.20 (2010), and
// do not as long as the library is called libcurl.so.4.
// They are those of curl/curl.h, without its prefixes.
enum option {
  OPTION_FOLLOWLOCATION = 52,
  OPTION_SSL_VERIFYPEER = 64,
  OPTION_HTTPGET = 80,
  OPTION_SSL_VERIFYHOST = 81,
  OPTION_NOSIGNAL = 99,
  OPTION_TIMEOUT_MS = 155,
  OPTION_CONNECTTIMEOUT_MS = 156,
  OPTION_PROTOCOLS = 181,
  OPTION_WRITEDATA = 10001,
  OPTION_URL = 10002,
  OPTION_ERRORBUFFER = 10010,
  OPTION_USERAGENT = 10018,
  OPTION_HTTPHEADER = 10023,
  OPTION_WRITEFUNCTION = 20011,
  OPTION_MAXFILESIZE_LARGE = 30117
};
enum { INFO_RESPONSE_CODE = 0x200002, GLOBAL_DEFAULT = 3, PROTOCOL_HTTP = 1, PROTOCOL_HTTPS = 2 };

struct curl;
struct curl_multi;
struct curl_list;

/// A finished transfer, as CURLMsg.
struct curl_message {
  int kind;
  struct curl *curl;
  union {
    void *any;
    int code;
  } data;
};
enum { MESSAGE_DONE = 1 };

/// How long, in milliseconds, a wish to stop may go unnoticed.
enum { PATIENCE = 30 };

static struct {
  int (*global_init)(long flags);
  struct curl *(*init)(void);
  int (*set)(struct curl *curl, int option, ...);
  struct curl_multi *(*multi_init)(void);
  int (*multi_add)(struct curl_multi *multi, struct curl *curl);
  int (*multi_perform)(struct curl_multi *multi, int *running);
  int (*multi_poll)(struct curl_multi *multi, void *others, unsigned count, int timeout_ms, int *ready);
  struct curl_message *(*multi_read)(struct curl_multi *multi, int *left);
  int (*multi_remove)(struct curl_multi *multi, struct curl *curl);
  int (*multi_cleanup)(struct curl_multi *multi);
  int (*get)(struct curl *curl, int info, ...);
  void (*cleanup)(struct curl *curl);
  const char *(*error_text)(int code);
  struct curl_list *(*list_append)(struct curl_list *list, const char *text);
  void (*list_free)(struct curl_list *list);
  bool is_loaded;
} library;

static pthread_once_t library_once = PTHREAD_ONCE_INIT;

static bool find(void *handle, const char *name, void *function) {
  void *found = dlsym(handle, name);
  // The way of POSIX to make a function of a symbol's address.
  memcpy(function, &found, sizeof found);
  return found != NULL;
}

static void load(void) {
  // Debian has the library a second time, with another TLS; either will do.
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
    void *handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) continue;
    if (find(handle, "curl_global_init", &library.global_init) && find(handle, "curl_easy_init", &library.init) &&
        find(handle, "curl_easy_setopt", &library.set) && find(handle, "curl_multi_init", &library.multi_init) &&
        find(handle, "curl_multi_add_handle", &library.multi_add) &&
        find(handle, "curl_multi_perform", &library.multi_perform) &&
        find(handle, "curl_multi_poll", &library.multi_poll) &&
        find(handle, "curl_multi_info_read", &library.multi_read) &&
        find(handle, "curl_multi_remove_handle", &library.multi_remove) &&
        find(handle, "curl_multi_cleanup", &library.multi_cleanup) &&
        find(handle, "curl_easy_getinfo", &library.get) && find(handle, "curl_easy_cleanup", &library.cleanup) &&
        find(handle, "curl_easy_strerror", &library.error_text) &&
        find(handle, "curl_slist_append", &library.list_append) &&
        find(handle, "curl_slist_free_all", &library.list_free) && library.global_init(GLOBAL_DEFAULT) == 0) {
      library.is_loaded = true;
      return;
    }
    dlclose(handle);
  }
}

struct collector {
  struct listino_http_response *response;
  size_t limit;
  size_t capacity;
  bool is_over_limit;
};

/// Takes a part of the body; any other result than its size ends the request.
static size_t collect(char *bytes, size_t size, size_t count, void *context) {
  struct collector *collector = context;
  struct listino_http_response *response = collector->response;
  size_t length = size * count;
  if (length > collector->limit - response->length) {
    collector->is_over_limit = true;
    return 0;
  }
  if (length == 0) return 0;
  if (collector->capacity - response->length < length) {
    size_t capacity = collector->capacity * 2 + length;
    uint8_t *larger = realloc(response->body, capacity);
    if (larger == NULL) return 0;
    response->body = larger;
    collector->capacity = capacity;
  }
  memcpy(response->body + response->length, bytes, length);
  response->length += length;
  return length;
}

/// What one of libcurl's results means here.
static enum listino_http_outcome outcome(int code) {
  switch (code) {
  case 0: return LISTINO_HTTP_ANSWERED;
  case 1: case 3: return LISTINO_HTTP_BAD_ADDRESS;
  case 5: case 6: return LISTINO_HTTP_NAME_NOT_FOUND;
  case 7: return LISTINO_HTTP_NOT_CONNECTED;
  case 28: return LISTINO_HTTP_TIMED_OUT;
  case 63: return LISTINO_HTTP_TOO_LARGE;
  case 35: case 51: case 53: case 54: case 58: case 59: case 60: case 64: case 66: case 77: case 80: case 82: case 83:
  case 90: case 91: case 98: return LISTINO_HTTP_NOT_SECURE;
  case 18: case 52: case 55: case 56: return LISTINO_HTTP_CUT_OFF;
  default: return LISTINO_HTTP_FAILED;
  }
}

static bool set_options(struct curl *curl, const char *url, const char *user_agent, long timeout_ms, size_t body_limit,
                        struct curl_list *headers, struct collector *collector, char *error) {
  return library.set(curl, OPTION_ERRORBUFFER, error) == 0 && library.set(curl, OPTION_URL, url) == 0 &&
         library.set(curl, OPTION_USERAGENT, user_agent) == 0 &&
         library.set(curl, OPTION_HTTPHEADER, headers) == 0 && library.set(curl, OPTION_HTTPGET, 1L) == 0 &&
         library.set(curl, OPTION_PROTOCOLS, (long)(PROTOCOL_HTTP | PROTOCOL_HTTPS)) == 0 &&
         library.set(curl, OPTION_FOLLOWLOCATION, 0L) == 0 &&
         library.set(curl, OPTION_SSL_VERIFYPEER, 1L) == 0 && library.set(curl, OPTION_SSL_VERIFYHOST, 2L) == 0 &&
         // Signals would reach the whole program.
         library.set(curl, OPTION_NOSIGNAL, 1L) == 0 &&
         library.set(curl, OPTION_CONNECTTIMEOUT_MS, timeout_ms) == 0 &&
         library.set(curl, OPTION_TIMEOUT_MS, timeout_ms) == 0 &&
         library.set(curl, OPTION_MAXFILESIZE_LARGE, (int64_t)body_limit) == 0 &&
         library.set(curl, OPTION_WRITEDATA, collector) == 0 && library.set(curl, OPTION_WRITEFUNCTION, collect) == 0;
}

/// The request itself: libcurl's result, or -1 when it was cancelled. Its own call for one request asks nobody whether to
/// go on for up to a second.
static int perform(struct curl *curl, bool (*is_cancelled)(void)) {
  enum { OUT_OF_MEMORY = 27 };
  struct curl_multi *multi = library.multi_init();
  if (multi == NULL) return OUT_OF_MEMORY;
  int code = library.multi_add(multi, curl) == 0 ? 0 : OUT_OF_MEMORY;
  for (int running = 1; code == 0 && running > 0;) {
    if (is_cancelled()) {
      code = -1;
    } else if (library.multi_perform(multi, &running) != 0 ||
               (running > 0 && library.multi_poll(multi, NULL, 0, PATIENCE, NULL) != 0)) {
      code = OUT_OF_MEMORY;
    }
  }
  int left = 0;
  for (struct curl_message *message; code == 0 && (message = library.multi_read(multi, &left)) != NULL;)
    if (message->kind == MESSAGE_DONE) code = message->data.code;
  library.multi_remove(multi, curl);
  library.multi_cleanup(multi);
  return code;
}

void listino_http_get(const char *url, const char *user_agent, long timeout_ms, size_t body_limit,
                      bool (*is_cancelled)(void), struct listino_http_response *response) {
  memset(response, 0, sizeof *response);
  pthread_once(&library_once, load);
  if (!library.is_loaded) {
    response->outcome = LISTINO_HTTP_NO_LIBRARY;
    strcpy(response->error, "libcurl is not installed");
    return;
  }
  response->outcome = LISTINO_HTTP_FAILED;
  struct collector collector = {.response = response, .limit = body_limit};
  struct curl_list *headers = library.list_append(NULL, "Accept: application/json");
  struct curl *curl = library.init();
  if (curl == NULL || headers == NULL ||
      !set_options(curl, url, user_agent, timeout_ms < 1 ? 1 : timeout_ms, body_limit, headers, &collector,
                   response->error)) {
    strcpy(response->error, "libcurl refuses to make a request");
  } else {
    int code = perform(curl, is_cancelled);
    response->outcome = collector.is_over_limit ? LISTINO_HTTP_TOO_LARGE
                        : code < 0              ? LISTINO_HTTP_CANCELLED
                                                : outcome(code);
    if (code == 0) {
      library.get(curl, INFO_RESPONSE_CODE, &response->status);
    } else if (code > 0 && response->error[0] == 0) {
      strncpy(response->error, library.error_text(code), sizeof response->error - 1);
    }
  }
  // It writes into the buffer for errors as long as it lives.
  if (curl != NULL) library.cleanup(curl);
  library.list_free(headers);
  response->error[sizeof response->error - 1] = 0;
}

void listino_http_free(struct listino_http_response *response) {
  free(response->body);
  response->body = NULL;
  response->length = 0;
}
