// Many callers at once give the thread pool work of unlike length, some of it from within other work. Built with
// ThreadSanitizer, which reports what two threads touch without an order between them.
#include "CKernels.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CALLERS 6
#define ROUNDS 3000
#define MOST_TASKS 64
#define MOST_THREADS 8

typedef struct {
  // Plain numbers on purpose: only the pool's promises keep two threads from one of them.
  long done[MOST_TASKS];
  long by_worker[MOST_THREADS];
  int depth;
} work;

static void task(void *context, int worker, int64_t place) {
  work *mine = context;
  mine->done[place]++;
  mine->by_worker[worker]++;
  // The pool is busy with the caller: it must refuse, not wait for itself.
  if (mine->depth == 0 && place == 0) {
    work inner = {.depth = 1};
    if (est_pool_perform(2, 2, task, &inner) != 0) abort();
  }
}

static void check(const work *mine, int64_t tasks) {
  long sum = 0;
  for (int worker = 0; worker < MOST_THREADS; worker++) sum += mine->by_worker[worker];
  for (int64_t place = 0; place < MOST_TASKS; place++) {
    if (mine->done[place] != (place < tasks)) {
      fprintf(stderr, "task %ld of %ld was done %ld times\n", (long)place, (long)tasks, mine->done[place]);
      exit(1);
    }
  }
  if (sum != tasks) exit(1);
}

static void *call(void *argument) {
  long *taken = argument;
  for (int round = 0; round < ROUNDS; round++) {
    work mine = {.depth = 0};
    int64_t tasks = 1 + (round * 7) % MOST_TASKS;
    if (est_pool_perform(1 + round % MOST_THREADS, tasks, task, &mine)) {
      (*taken)++;
      check(&mine, tasks);
    }
    // Long enough for the workers to fall asleep, now and then.
    if (round % 500 == 0) usleep(20000);
  }
  return NULL;
}

int main(void) {
  pthread_t callers[CALLERS];
  long taken[CALLERS] = {0}, sum = 0;
  for (int i = 0; i < CALLERS; i++) pthread_create(&callers[i], NULL, call, &taken[i]);
  for (int i = 0; i < CALLERS; i++) {
    pthread_join(callers[i], NULL);
    sum += taken[i];
  }
  printf("the pool took %ld of %d calls by %d threads\n", sum, CALLERS * ROUNDS, CALLERS);
  return sum > 0 ? 0 : 1;
}
