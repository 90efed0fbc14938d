#ifndef COUNTERS_H
#define COUNTERS_H

/// How many blocks of memory the process has asked for since it began.
unsigned long allocation_count(void);

/// Whether the process runs under valgrind, which alone can count instructions.
int counts_instructions(void);

/// Counts instructions from here on.
void instructions_begin(void);

/// Writes what was counted since the last begin, under a name, and counts no more.
void instructions_end(const char *name);

/// Does nothing with a value, which the compiler can't know.
void look_at(const void *value);

#endif
