/// The part of libedit the console uses, as functions of fixed arity.
///
/// Swift cannot call libedit's variadic functions, and some names of the C library are hidden from
/// its `Glibc` module: both get a plain function here. Everything is wide: the narrow calls share
/// one conversion buffer and cut a line at a NUL. Only one thread may use an editor.
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

struct editline;
struct historyW;

/// What a key's function tells libedit to do next.
enum shim_after_key { SHIM_NOTHING = 0, SHIM_REFRESH = 4, SHIM_REFRESH_AND_BEEP = 9 };

typedef const wchar_t *_Nullable (*shim_prompt)(struct editline *_Nonnull);
typedef int (*shim_reader)(struct editline *_Nonnull, wchar_t *_Nonnull);
typedef unsigned char (*shim_key)(struct editline *_Nonnull, wint_t);

/// Makes the character classes those of a UTF-8 locale: the user's, else C.UTF-8.
/// Must come before `shim_editor_new`: libedit crashes on wide text in any other locale.
bool shim_use_utf8_locale(void);

/// An editor on the standard streams with emacs keys that leaves every signal alone, or null.
struct editline *_Nullable shim_editor_new(const char *_Nonnull program);
/// Keeps what the user has typed ahead for the next reader of the terminal.
void shim_editor_free(struct editline *_Nonnull editor);

void shim_set_client(struct editline *_Nonnull editor, void *_Nullable client);
void *_Nullable shim_client(struct editline *_Nonnull editor);
void shim_set_prompt(struct editline *_Nonnull editor, shim_prompt _Nonnull prompt);
void shim_set_reader(struct editline *_Nonnull editor, shim_reader _Nonnull reader);
void shim_set_history(struct editline *_Nonnull editor, struct historyW *_Nonnull history);

/// libedit keeps copies of both words for the life of the process: name each function once.
void shim_add_function(struct editline *_Nonnull editor, const char *_Nonnull name, const char *_Nonnull help,
                       shim_key _Nonnull function);
/// `command_mode` is the second keymap, vi's command mode.
void shim_bind(struct editline *_Nonnull editor, bool command_mode, const char *_Nonnull key,
               const char *_Nonnull function);
/// Reads the user's .editrc; false when there is none or a line of it is not known.
bool shim_source_settings(struct editline *_Nonnull editor);
bool shim_is_vi(struct editline *_Nonnull editor);
/// False after `edit off` in .editrc: the kernel edits the line.
bool shim_is_editing(struct editline *_Nonnull editor);

/// One line with its newline; null with 0 (end) or -1 (error) in `count`. The text is libedit's own.
const wchar_t *_Nullable shim_read(struct editline *_Nonnull editor, int *_Nonnull count);
const wchar_t *_Nullable shim_line(struct editline *_Nonnull editor, size_t *_Nonnull length,
                                   size_t *_Nonnull cursor);
/// False when there is no memory for it. `text` ends with a NUL.
bool shim_insert(struct editline *_Nonnull editor, const wchar_t *_Nonnull text);
void shim_delete_before(struct editline *_Nonnull editor, int count);
void shim_move(struct editline *_Nonnull editor, int characters);
/// Queues a key as if it had been typed.
void shim_push(struct editline *_Nonnull editor, wchar_t key);

/// From now on libedit draws nothing; a bell it would ring sets `rang`, which must outlive the editor.
bool shim_hide_output(struct editline *_Nonnull editor, bool *_Nonnull rang);
/// Draws prompt and line anew from the row of the terminal's cursor.
void shim_refresh(struct editline *_Nonnull editor);
/// Asks for the terminal's size and draws anew. Not while output is hidden: libedit keeps the place of its cursor over
/// a change of size, and would draw outside the picture it has made smaller. A new line asks by itself, safely.
void shim_resize(struct editline *_Nonnull editor);
/// Does the terminal understand ECMA-48 sequences, as its description has it?
bool shim_is_ansi(struct editline *_Nonnull editor);
/// Raw (true) or as the shell left it (false).
void shim_set_raw(struct editline *_Nonnull editor, bool raw);

struct historyW *_Nullable shim_history_new(int size);
void shim_history_free(struct historyW *_Nonnull history);
/// Adds a text as the newest entry.
void shim_history_add(struct historyW *_Nonnull history, const wchar_t *_Nonnull text);
/// Drops the entry with this text.
void shim_history_drop(struct historyW *_Nonnull history, const wchar_t *_Nonnull text);

/// How libedit draws a character.
enum shim_shape { SHIM_PRINTED, SHIM_SPELLED, SHIM_TAB, SHIM_NEWLINE };
/// The cells it takes; for a spelled one (^A, \U+200B) cells that may wrap one by one.
enum shim_shape shim_shape_of(wchar_t character, int *_Nonnull cells);

/// A pipe whose ends neither block nor reach child processes.
bool shim_pipe(int ends[_Nonnull 2]);
/// Writes out what the C streams still hold.
void shim_flush_streams(void);
/// The terminal of `descriptor` opened once more, for reading that never waits: Ctrl-C takes back what was typed, and a
/// read of what was there a moment ago would wait for the next key. -1 where the terminal belongs to another user.
int shim_open_unwaiting(int descriptor);
/// The terminal's size, false when `descriptor` is none.
bool shim_terminal_size(int descriptor, int *_Nonnull columns, int *_Nonnull rows);
/// Runs `command "$1"` in a shell with default signals and waits: its exit code, 128 and the signal, or -1 when it
/// could not start.
int shim_run(const char *_Nonnull command, const char *_Nonnull argument);

#endif
