#ifndef CMALLOCCOUNTER_H
#define CMALLOCCOUNTER_H

// Allocations that this thread has made so far; -1 where they can't be counted.
long allocations_of_this_thread(void);

#endif
