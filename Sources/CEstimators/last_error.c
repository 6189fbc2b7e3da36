#include "estimators.h"
#include "estimators_internal.h"

#include <string.h>

// One for each thread and of one size: nothing to be freed when a thread ends.
static _Thread_local char last_error[4096];

const char *estimators_last_error(void) { return last_error; }

void _estimators_set_last_error(const char *sentence) {
  size_t length = strlen(sentence);
  if (length >= sizeof last_error) {
    length = sizeof last_error - 1;
    // Not in the middle of a character.
    while (length > 0 && ((unsigned char)sentence[length] & 0xC0) == 0x80) length--;
  }
  memcpy(last_error, sentence, length);
  last_error[length] = 0;
}
