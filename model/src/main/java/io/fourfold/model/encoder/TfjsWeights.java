package io.fourfold.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The float32 weights of a TensorFlow.js graph model: {@code model.json} lists names and shapes in the order in which the
 * binary shards, put one after the other, hold the little-endian values.
 */
record TfjsWeights(Map<String, Tensor> tensors) {

    private static final int BYTES_PER_VALUE = 4;

    /**
     * Reads the model in a folder of a package.
     *
     * @throws IOException if a file is missing, a weight is quantised or of another type than float32 or int32, or the shards
     *     are shorter or longer than the manifest says
     */
    static TfjsWeights read(NpmPackage files, String folder) throws IOException {
        JsonNode manifest = files.json(folder + "/model.json").path("weightsManifest");
        if (!manifest.isArray() || manifest.isEmpty()) {
            throw new IOException(folder + "/model.json has no weightsManifest: not a TensorFlow.js graph model");
        }
        Map<String, Tensor> tensors = new HashMap<>();
        for (JsonNode group : manifest) {
            ByteArrayOutputStream shards = new ByteArrayOutputStream();
            for (JsonNode path : group.path("paths")) {
                shards.write(files.file(folder + "/" + path.asText()));
            }
            readGroup(group.path("weights"), shards.toByteArray(), tensors);
        }
        return new TfjsWeights(tensors);
    }

    /** @throws IOException if the model has no float32 weight of that name */
    Tensor get(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("the model has no float32 weight " + name + ": is it another network?");
        }
        return tensor;
    }

    private static void readGroup(JsonNode weights, byte[] shards, Map<String, Tensor> tensors) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(shards).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode weight : weights) {
            String name = weight.path("name").asText();
            String type = weight.path("dtype").asText();
            if (weight.has("quantization") || !type.equals("float32") && !type.equals("int32")) {
                throw new IOException(
                        "weight " + name + " is quantised or " + type + ": only float32 can be converted");
            }
            int[] shape = StreamSupport.stream(weight.path("shape").spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            float[] values = new float[Tensor.count(shape)];
            if (buffer.remaining() < values.length * BYTES_PER_VALUE) {
                throw new IOException("the weight shards end within " + name + ": fetch the package again");
            }
            if (type.equals("float32")) {
                buffer.asFloatBuffer().get(values);
                tensors.put(name, new Tensor(shape, values));
            }
            buffer.position(buffer.position() + values.length * BYTES_PER_VALUE);
        }
        if (buffer.hasRemaining()) {
            throw new IOException(
                    "the weight shards are " + buffer.remaining() + " bytes longer than the manifest says");
        }
    }
}
