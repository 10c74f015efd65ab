/* delay QUEUE BASE JITTER: holds each packet of a netfilter queue for BASE and up to JITTER more milliseconds, so that
 * later ones overtake it. When its stdin ends it lets go of all of them and prints how many it held, and how many were
 * overtaken. */
#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536 };

static struct {
  uint32_t id;
  double due;
} held[MOST];
static int count;
static long total, overtaken;
static double base, jitter;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int hold(struct nfq_q_handle *queue, struct nfgenmsg *message, struct nfq_data *data, void *unused) {
  (void)message, (void)unused;
  uint32_t id = ntohl(nfq_get_msg_packet_hdr(data)->packet_id);
  if (count == MOST) return nfq_set_verdict(queue, id, NF_ACCEPT, 0, NULL);
  held[count].id = id;
  held[count++].due = now() + base + jitter * rand() / RAND_MAX;
  total++;
  return 0;
}

/* Lets go of what is due: the earliest first, whatever the order in which it came. */
static void release(struct nfq_q_handle *queue, double until) {
  for (;;) {
    int first = -1, older = 0;
    for (int i = 0; i < count; i++)
      if (held[i].due <= until && (first < 0 || held[i].due < held[first].due)) first = i;
    if (first < 0) return;
    for (int i = 0; i < count; i++) older |= held[i].id < held[first].id;
    overtaken += older;
    nfq_set_verdict(queue, held[first].id, NF_ACCEPT, 0, NULL);
    held[first] = held[--count];
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  base = atof(argv[2]);
  jitter = atof(argv[3]);
  srand((unsigned)getpid());
  struct nfq_handle *handle = nfq_open();
  struct nfq_q_handle *queue = handle ? nfq_create_queue(handle, (uint16_t)atoi(argv[1]), hold, NULL) : NULL;
  if (!queue || nfq_set_mode(queue, NFQNL_COPY_META, 0) < 0) {
    perror("netfilter queue");
    return 1;
  }
  nfq_set_queue_maxlen(queue, MOST);
  puts("holding");
  fflush(stdout);
  static char buffer[65536] __attribute__((aligned));
  for (;;) {
    struct pollfd files[] = {{nfq_fd(handle), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    poll(files, 2, 1);
    if (files[0].revents & POLLIN) {
      ssize_t got = recv(files[0].fd, buffer, sizeof buffer, 0);
      if (got >= 0) nfq_handle_packet(handle, buffer, (int)got);
    }
    if (files[1].revents) break;
    release(queue, now());
  }
  release(queue, 1e300);
  printf("%ld %ld\n", total, overtaken);
  return 0;
}
