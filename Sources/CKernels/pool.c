// A few threads that wait for short work. Between the loops of a fit there are some microseconds, so a worker first
// looks on for a moment before it goes to sleep: waking it costs more than many of the loops take.
#include "CKernels.h"
#include "system.h"

#if EST_HAS_THREADS
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define MOST_WORKERS 255
// Looks before a worker sleeps, some tenths of a millisecond, and between two offers of the core to somebody else.
#define LOOKS 20000
#define LOOKS_BETWEEN_YIELDS 200

#if defined(__x86_64__)
#define LOOK() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define LOOK() __asm__ volatile("yield")
#else
#define LOOK() ((void)0)
#endif

static struct {
  atomic_flag busy;
  pthread_mutex_t lock;
  pthread_cond_t woken;
  _Atomic uint64_t generation;
  _Atomic int sleepers;
  int workers;
  // The work of this generation; unchanged until `pending` is 0.
  est_task task;
  void *context;
  int64_t tasks;
  int invited;
  _Atomic int pending;
  // The next task of the share of each worker, on a cache line of its own.
  struct {
    _Atomic int64_t next;
    char rest[64 - sizeof(int64_t)];
  } shares[MOST_WORKERS + 1];
} pool = {.busy = ATOMIC_FLAG_INIT, .lock = PTHREAD_MUTEX_INITIALIZER, .woken = PTHREAD_COND_INITIALIZER};

static int64_t share_start(int worker) { return pool.tasks * worker / pool.invited; }

// A worker's own share first, the same in every loop over as many tasks, so that the rows it works on are in its cache;
// then what is left of the shares of others.
static void take_tasks(int worker) {
  for (int i = 0; i < pool.invited; i++) {
    int share = (worker + i) % pool.invited;
    int64_t end = share_start(share + 1);
    while (atomic_load(&pool.shares[share].next) < end) {
      int64_t task = atomic_fetch_add(&pool.shares[share].next, 1);
      if (task < end) pool.task(pool.context, worker, task);
    }
  }
}

static uint64_t wait_for_work(uint64_t seen) {
  for (int looks = 1; looks <= LOOKS; looks++) {
    uint64_t now = atomic_load(&pool.generation);
    if (now != seen) return now;
    if (looks % LOOKS_BETWEEN_YIELDS == 0) sched_yield();
    LOOK();
  }
  pthread_mutex_lock(&pool.lock);
  atomic_fetch_add(&pool.sleepers, 1);
  while (atomic_load(&pool.generation) == seen) pthread_cond_wait(&pool.woken, &pool.lock);
  atomic_fetch_sub(&pool.sleepers, 1);
  pthread_mutex_unlock(&pool.lock);
  return atomic_load(&pool.generation);
}

static void *work(void *argument) {
  int worker = (int)(intptr_t)argument;
  // Made while nothing is going on: the first generation it serves is the next one.
  uint64_t seen = atomic_load(&pool.generation);
  atomic_fetch_sub(&pool.pending, 1);
  for (;;) {
    seen = wait_for_work(seen);
    if (worker < pool.invited) take_tasks(worker);
    atomic_fetch_sub(&pool.pending, 1);
  }
  return NULL;
}

static void wait_until_done(void) {
  for (int looks = 1; atomic_load(&pool.pending) > 0; looks++) {
    if (looks % LOOKS_BETWEEN_YIELDS == 0) sched_yield();
    LOOK();
  }
}

// A child of a fork has none of the threads.
static void forget_workers(void) {
  pool.workers = 0;
  atomic_store(&pool.sleepers, 0);
  atomic_store(&pool.pending, 0);
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.woken, NULL);
  atomic_flag_clear(&pool.busy);
}

static atomic_int forked = 0;
static void remember_fork(void) { atomic_store(&forked, 1); }

// Before anything can fork, whether the pool is used or not.
__attribute__((constructor)) static void watch_forks(void) { pthread_atfork(NULL, NULL, remember_fork); }

int est_is_forked(void) { return atomic_load(&forked); }

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void prepare(void) { pthread_atfork(NULL, NULL, forget_workers); }

// As many workers as can be had, `wanted` at the most.
static void hire(int wanted) {
  pthread_once(&once, prepare);
  while (pool.workers < wanted) {
    pthread_t thread;
    atomic_store(&pool.pending, 1);
    if (pthread_create(&thread, NULL, work, (void *)(intptr_t)(pool.workers + 1)) != 0) {
      atomic_store(&pool.pending, 0);
      return;
    }
    pthread_detach(thread);
    wait_until_done();
    pool.workers++;
  }
}

int est_pool_perform(int threads, int64_t tasks, est_task task, void *context) {
  if (atomic_flag_test_and_set(&pool.busy)) return 0;
  int wanted = threads - 1 < MOST_WORKERS ? threads - 1 : MOST_WORKERS;
  if (pool.workers < wanted) hire(wanted);
  pool.task = task;
  pool.context = context;
  pool.tasks = tasks;
  pool.invited = wanted + 1;
  for (int i = 0; i < pool.invited; i++) atomic_store(&pool.shares[i].next, share_start(i));
  atomic_store(&pool.pending, pool.workers);
  atomic_fetch_add(&pool.generation, 1);
  if (atomic_load(&pool.sleepers) > 0) {
    pthread_mutex_lock(&pool.lock);
    pthread_cond_broadcast(&pool.woken);
    pthread_mutex_unlock(&pool.lock);
  }
  take_tasks(0);
  wait_until_done();
  atomic_flag_clear(&pool.busy);
  return 1;
}

#else

int est_is_forked(void) { return 0; }

int est_pool_perform(int threads, int64_t tasks, est_task task, void *context) {
  (void)threads;
  for (int64_t i = 0; i < tasks; i++) task(context, 0, i);
  return 1;
}

#endif
