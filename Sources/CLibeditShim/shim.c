#define _GNU_SOURCE  // fopencookie, pipe2, wcwidth, environ
#include "CLibeditShim.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wctype.h>

static bool is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

bool shim_use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") && is_utf8()) return true;
  static const char *const others[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (setlocale(LC_CTYPE, others[i]) && is_utf8()) return true;
  return false;
}

EditLine *shim_editor_new(const char *program) {
  EditLine *editor = el_init(program, stdin, stdout, stderr);
  if (!editor) return NULL;
  // libedit's own handler calls stdio and malloc, and passes the signal on to the whole group.
  el_wset(editor, EL_SIGNAL, 0);
  // Which keys are the default depends on how libedit was built.
  el_wset(editor, EL_EDITOR, L"emacs");
  return editor;
}

void shim_editor_free(EditLine *editor) {
  FILE *output = NULL;
  el_wget(editor, EL_GETFP, 1, &output);
  el_wset(editor, EL_EDITMODE, 0);
  el_end(editor);
  if (output && output != stdout) fclose(output);
}

static ssize_t listen_for_bell(void *rang, const char *bytes, size_t count) {
  if (memchr(bytes, '\a', count)) *(bool *)rang = true;
  return (ssize_t)count;
}

bool shim_hide_output(EditLine *editor, bool *rang) {
  cookie_io_functions_t functions = {.write = listen_for_bell};
  FILE *nowhere = fopencookie(rang, "w", functions);
  if (nowhere) el_wset(editor, EL_SETFP, 1, nowhere);
  return nowhere != NULL;
}

void shim_set_client(EditLine *editor, void *client) { el_wset(editor, EL_CLIENTDATA, client); }

void *shim_client(EditLine *editor) {
  void *client = NULL;
  el_wget(editor, EL_CLIENTDATA, &client);
  return client;
}

void shim_set_prompt(EditLine *editor, shim_prompt prompt) { el_wset(editor, EL_PROMPT, prompt); }

void shim_set_reader(EditLine *editor, shim_reader reader) { el_wset(editor, EL_GETCFN, reader); }

void shim_set_history(EditLine *editor, HistoryW *history) { el_wset(editor, EL_HIST, history_w, history); }

void shim_add_function(EditLine *editor, const char *name, const char *help, shim_key function) {
  el_set(editor, EL_ADDFN, name, help, function);
}

void shim_bind(EditLine *editor, bool command_mode, const char *key, const char *function) {
  if (command_mode)
    el_set(editor, EL_BIND, "-a", key, function, NULL);
  else
    el_set(editor, EL_BIND, key, function, NULL);
}

bool shim_source_settings(EditLine *editor) { return el_source(editor, NULL) == 0; }

bool shim_is_vi(EditLine *editor) {
  const wchar_t *name = NULL;
  return el_wget(editor, EL_EDITOR, &name) == 0 && name && wcscmp(name, L"vi") == 0;
}

bool shim_is_editing(EditLine *editor) {
  int editing = 1;
  el_wget(editor, EL_EDITMODE, &editing);
  return editing != 0;
}

const wchar_t *shim_read(EditLine *editor, int *count) { return el_wgets(editor, count); }

const wchar_t *shim_line(EditLine *editor, size_t *length, size_t *cursor) {
  const LineInfoW *line = el_wline(editor);
  *length = (size_t)(line->lastchar - line->buffer);
  *cursor = (size_t)(line->cursor - line->buffer);
  return line->buffer;
}

bool shim_insert(EditLine *editor, const wchar_t *text) { return *text == 0 || el_winsertstr(editor, text) == 0; }

void shim_delete_before(EditLine *editor, int count) { el_deletestr(editor, count); }

void shim_move(EditLine *editor, int characters) { el_cursor(editor, characters); }

void shim_push(EditLine *editor, wchar_t key) {
  const wchar_t keys[2] = {key, 0};
  el_wpush(editor, keys);
}

void shim_refresh(EditLine *editor) { el_wset(editor, EL_REFRESH); }

void shim_resize(EditLine *editor) {
  el_resize(editor);
  shim_refresh(editor);
}

bool shim_is_ansi(EditLine *editor) {
  // Many rows up, not one: terminals of the screen family have a short sequence of their own for that.
  const char *up = NULL;
  return el_get(editor, EL_GETTC, "UP", &up) == 0 && up && strncmp(up, "\033[", 2) == 0;
}

void shim_set_raw(EditLine *editor, bool raw) { el_wset(editor, EL_PREP_TERM, raw ? 1 : 0); }

HistoryW *shim_history_new(int size) {
  HistoryW *history = history_winit();
  HistEventW event;
  // The size is 0 at first, and then nothing is kept.
  if (history) history_w(history, &event, H_SETSIZE, size);
  return history;
}

void shim_history_free(HistoryW *history) { history_wend(history); }

void shim_history_add(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  history_w(history, &event, H_ENTER, text);
}

void shim_history_drop(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  for (int found = history_w(history, &event, H_FIRST); found != -1; found = history_w(history, &event, H_NEXT)) {
    if (wcscmp(event.str, text) != 0) continue;
    // H_DEL hands over a copy of the text.
    if (history_w(history, &event, H_DEL, event.num) != -1) free((void *)event.str);
    return;
  }
}

enum shim_shape shim_shape_of(wchar_t character, int *cells) {
  *cells = 0;
  if (character == L'\t') return SHIM_TAB;
  if (character == L'\n') return SHIM_NEWLINE;
  if (character < 256 && iswcntrl((wint_t)character)) {
    *cells = 2;
    return SHIM_SPELLED;
  }
  if (!iswprint((wint_t)character)) {
    *cells = character > 0xffff ? 8 : 7;
    return SHIM_SPELLED;
  }
  int width = wcwidth(character);
  *cells = width > 0 ? width : 0;
  return SHIM_PRINTED;
}

bool shim_pipe(int ends[2]) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0; }

void shim_flush_streams(void) { fflush(NULL); }

int shim_open_unwaiting(int descriptor) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

bool shim_terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

int shim_run(const char *command, const char *argument) {
  char script[4096];
  if (snprintf(script, sizeof script, "%s \"$1\"", command) >= (int)sizeof script) return -1;
  char *const words[] = {"sh", "-c", script, "sh", (char *)argument, NULL};
  // The console blocks its signals; a child that inherited that could not be interrupted.
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) return -1;
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child;
  int failed = posix_spawn(&child, "/bin/sh", NULL, &attributes, words, environ);
  posix_spawnattr_destroy(&attributes);
  if (failed) return -1;
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
