package io.fourfold.model.train;

import io.fourfold.model.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Names a training by everything that it depends on, so that a checkpoint is never taken up with other photos, another
 * backbone or another configuration.
 */
public final class TrainingIdentity {

    private static final int DIGITS = 8;

    private final Sha256 sha256 = new Sha256();

    /** @param config of the training; its text must tell it from every other */
    public TrainingIdentity(Record config) {
        add(config.toString());
    }

    public TrainingIdentity add(String text) {
        return add((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public TrainingIdentity add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return add(bytes.array());
    }

    public TrainingIdentity add(byte[] bytes) {
        sha256.add(bytes);
        return this;
    }

    /** Eight hexadecimal digits, once all is added. */
    public String digits() {
        return sha256.hex().substring(0, DIGITS);
    }
}
