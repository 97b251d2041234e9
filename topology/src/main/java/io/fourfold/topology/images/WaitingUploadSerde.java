package io.fourfold.topology.images;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Waiting uploads as they lie in their store and its changelog; without Avro, so that restoring needs no registry. */
final class WaitingUploadSerde implements Serde<WaitingUpload> {

    private static final byte FORMAT = 1;
    private static final int NULL = -1;

    @Override
    public Serializer<WaitingUpload> serializer() {
        return (topic, upload) -> upload == null ? null : written(upload);
    }

    @Override
    public Deserializer<WaitingUpload> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(bytes);
    }

    private static byte[] written(WaitingUpload upload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            out.writeLong(upload.timestamp());
            out.writeInt(upload.partition());
            out.writeLong(upload.offset());
            out.writeInt(upload.attempts());
            out.writeLong(upload.firstFailure());
            out.writeLong(upload.lastFailure());
            out.writeLong(upload.notBefore());
            out.writeInt(upload.history().size());
            for (String line : upload.history()) {
                out.writeUTF(line);
            }
            Header[] headers = upload.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                out.writeUTF(header.key());
                write(out, header.value());
            }
            write(out, upload.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static WaitingUpload read(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new SerializationException("A waiting upload is of format " + format + ", not " + FORMAT);
            }
            long timestamp = in.readLong();
            int partition = in.readInt();
            long offset = in.readLong();
            int attempts = in.readInt();
            long firstFailure = in.readLong();
            long lastFailure = in.readLong();
            long notBefore = in.readLong();
            List<String> history = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                history.add(in.readUTF());
            }
            Headers headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(in.readUTF(), readBytes(in));
            }
            return new WaitingUpload(
                    readBytes(in),
                    headers,
                    timestamp,
                    partition,
                    offset,
                    attempts,
                    firstFailure,
                    lastFailure,
                    notBefore,
                    history);
        } catch (IOException e) {
            throw new SerializationException("A waiting upload is cut off", e);
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NULL ? null : in.readNBytes(length);
    }
}
