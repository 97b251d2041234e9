// An independent client: reads a topic as JSON lines, or writes one photo event.
//
//   node peer.js consume BOOTSTRAP_SERVERS REGISTRY_URL TOPIC COUNT
//   node peer.js produce BOOTSTRAP_SERVERS REGISTRY_URL TOPIC KEY SCHEMA_FILE
const fs = require('node:fs')
const { Kafka, logLevel } = require('kafkajs')
const { SchemaRegistry, SchemaType } = require('@kafkajs/confluent-schema-registry')

const [command, bootstrapServers, registryUrl, topic, ...rest] = process.argv.slice(2)
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.ERROR })
const registry = new SchemaRegistry({ host: registryUrl })

const bytesAsBase64 = (name, value) =>
  value && value.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value

async function consume(count) {
  const consumer = kafka.consumer({ groupId: 'fourfold-peer' })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await new Promise((resolve, reject) => {
    let left = count
    // One that restarts by itself, as while the coordinator still loads, has not failed.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error))
    consumer.run({
      eachMessage: async ({ message }) => {
        try {
          const value = message.value === null ? null : await registry.decode(message.value)
          console.log(JSON.stringify({ key: message.key.toString(), value }, bytesAsBase64))
          if (--left === 0) resolve()
        } catch (error) {
          reject(error)
        }
      },
    })
  })
  await consumer.disconnect()
}

async function produce(key, schemaFile) {
  const schema = fs.readFileSync(schemaFile, 'utf8')
  const { id } = await registry.register({ type: SchemaType.AVRO, schema }, { subject: `${topic}-value` })
  const event = {
    photo: { 'io.fourfold.schemas.InlinePhoto': { bytes: Buffer.from([1, 2, 3]) } },
    owner: 'ann',
    album: null,
    fileName: 'größe.jpg',
    uploadedAt: 1700000000123,
  }
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic, messages: [{ key, value: await registry.encode(id, event) }] })
  await producer.disconnect()
}

const run = command === 'consume' ? consume(Number(rest[0])) : produce(rest[0], rest[1])
run.catch(error => {
  console.error(error)
  process.exit(1)
})
