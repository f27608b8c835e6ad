export interface BrokerPorts {
  /** Where clients connect. */
  readonly client: number;
  readonly controller: number;
}

/**
 * One broker that is its own controller, on loopback, for tests and the local cluster. The sizes are for a small
 * machine. After a `kill -9` the broker is refused until the session of its former life is over: 2 s instead of 9.
 */
export const serverProperties = (data: string, { client, controller }: BrokerPorts): string => `\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${client}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${data}
num.partitions=3
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=3
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
min.insync.replicas=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
num.network.threads=2
num.io.threads=4
num.recovery.threads.per.data.dir=1
log.cleaner.dedupe.buffer.size=8388608
log.segment.bytes=67108864
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
`;

/** The broker's log goes into one file of its folder. */
export const logProperties = `\
status = warn
appender.f.type = File
appender.f.name = F
appender.f.fileName = \${sys:kafka.logs.dir}/server.log
appender.f.layout.type = PatternLayout
appender.f.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1} %m%n
rootLogger.level = info
rootLogger.appenderRef.f.ref = F
`;
