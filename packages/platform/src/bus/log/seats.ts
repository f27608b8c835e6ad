import type { TopicConsumer } from "./consume-topic.ts";

/** Who takes a topic for a group: one consumer at a time, the next when it has left. */
export interface Seats {
  take(group: string, topic: string, consumer: TopicConsumer): Seat;
  holder(group: string, topic: string): TopicConsumer | undefined;
}

export interface Seat {
  /** Stops the consumer, or gives up waiting for the seat. */
  leave(): Promise<void>;
}

export function openSeats(): Seats {
  const queues = new Map<string, TopicConsumer[]>();
  const queueOf = (key: string): TopicConsumer[] => {
    const queue = queues.get(key) ?? [];
    queues.set(key, queue);
    return queue;
  };
  return {
    holder: (group, topic) => queueOf(keyOf(group, topic))[0],
    take: (group, topic, consumer) => {
      const queue = queueOf(keyOf(group, topic));
      const leave = async () => {
        const holds = queue[0] === consumer;
        await consumer.stop();
        const place = queue.indexOf(consumer);
        if (place >= 0) queue.splice(place, 1);
        if (holds) queue[0]?.start();
      };
      if (queue.push(consumer) === 1) consumer.start();
      return { leave };
    },
  };
}

const keyOf = (group: string, topic: string): string => `${group}\n${topic}`;
