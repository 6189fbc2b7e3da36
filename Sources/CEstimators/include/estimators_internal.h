// What the Swift side of the interface asks of C; not for callers.
#ifndef ESTIMATORS_INTERNAL_H
#define ESTIMATORS_INTERNAL_H

// Keeps a copy of the sentence for this thread.
void _estimators_set_last_error(const char *sentence);

#endif
