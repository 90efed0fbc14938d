#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How many blocks of memory the process has asked for since it began.
unsigned long allocation_count(void);

#endif
