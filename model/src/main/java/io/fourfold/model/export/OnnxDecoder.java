package io.fourfold.model.export;

import io.fourfold.model.StoredNetwork;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.encoder.OnnxGraph;
import io.fourfold.model.encoder.Tensor;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.words.Vocabulary;
import java.util.List;

/**
 * One step of the decoder as an ONNX model, for a beam search elsewhere. Each row is one sentence in the making.
 *
 * <p>In: {@code token}, int64 {@code [N]}, the word said last, or any negative number at the start of a sentence;
 * {@code embedding}, {@code [N, embedding]}, of the image, read where there is no word yet and ignored elsewhere;
 * {@code hidden} and {@code cell}, {@code [N, hidden]}, zeros at the start. Out: {@code log_probabilities},
 * {@code [N, tokens]}, of each token as the next one; {@code next_hidden} and {@code next_cell}, {@code [N, hidden]}.
 */
final class OnnxDecoder {

    private final OnnxGraph graph = OnnxGraph.create("decoder");
    private final Parameters weights;
    private final DecoderShape shape;

    private OnnxDecoder(StoredNetwork network) {
        this.weights = network.decoder().parameters();
        this.shape = network.decoder().shape();
        graph.metadata("version", network.manifest().version());
        graph.metadata("end-token", String.valueOf(Vocabulary.END));
        graph.metadata("unknown-token", String.valueOf(Vocabulary.UNKNOWN));
    }

    static byte[] of(StoredNetwork network) {
        OnnxDecoder decoder = new OnnxDecoder(network);
        decoder.step(decoder.input(matrix(decoder.weights.get("words"))));
        return decoder.graph.toByteArray();
    }

    /** The image embedding or the word, {@code [N, embedding]}. */
    private String input(Tensor wordVectors) {
        String token = graph.integerInput("token", OnnxGraph.BATCH);
        String embedding = graph.input("embedding", OnnxGraph.BATCH, shape.embedding());
        graph.constant("words", wordVectors);
        String zero = graph.integerConstant("zero", 0);
        String wordOrFirst = graph.node("Max", "token.word", List.of(token, zero));
        String word = graph.node("Gather", "word", List.of("words", wordOrFirst));
        String starts = graph.node("Less", "token.none", List.of(token, zero));
        String column = graph.node("Unsqueeze", "start", List.of(starts, graph.integerConstant("axis", 1)));
        return graph.node("Where", "input", List.of(column, embedding, word));
    }

    private void step(String input) {
        String hidden = graph.input("hidden", OnnxGraph.BATCH, shape.hidden());
        String cell = graph.input("cell", OnnxGraph.BATCH, shape.hidden());
        String read = graph.node("Gemm", "gates.input", List.of(input, saved("lstm.input"), bias("lstm.bias")));
        String remembered = graph.node("MatMul", "gates.hidden", List.of(hidden, saved("lstm.hidden")));
        String gates = graph.node("Add", "gates", List.of(read, remembered));
        graph.split(gates, 1, List.of("gate.in", "gate.forget", "gate.candidate", "gate.out"));
        String in = graph.node("Sigmoid", "in", List.of("gate.in"));
        String forget = graph.node("Sigmoid", "forget", List.of("gate.forget"));
        String candidate = graph.node("Tanh", "candidate", List.of("gate.candidate"));
        String out = graph.node("Sigmoid", "out", List.of("gate.out"));
        String kept = graph.node("Mul", "kept", List.of(forget, cell));
        String added = graph.node("Mul", "added", List.of(in, candidate));
        String nextCell = graph.node("Add", "next_cell", List.of(kept, added));
        String squashed = graph.node("Tanh", "squashed", List.of(nextCell));
        String nextHidden = graph.node("Mul", "next_hidden", List.of(out, squashed));
        String projected =
                graph.node("Gemm", "projected", List.of(nextHidden, saved("projection"), bias("projection.bias")));
        String logits = graph.node(
                "Gemm", "logits", List.of(projected, "words", bias("output.bias")), OnnxGraph.number("transB", 1));
        graph.node("LogSoftmax", "log_probabilities", List.of(logits), OnnxGraph.number("axis", 1));
        graph.addOutput("log_probabilities", OnnxGraph.BATCH, shape.tokens());
        graph.addOutput(nextHidden, OnnxGraph.BATCH, shape.hidden());
        graph.addOutput(nextCell, OnnxGraph.BATCH, shape.hidden());
    }

    private String saved(String name) {
        return graph.constant(name, matrix(weights.get(name)));
    }

    private String bias(String name) {
        return graph.constant(name, Tensor.vector(weights.get(name).toArray()[0]));
    }

    private static Tensor matrix(Matrix matrix) {
        float[] values = new float[matrix.rows() * matrix.columns()];
        matrix.buffer().duplicate().get(values);
        return new Tensor(new int[] {matrix.rows(), matrix.columns()}, values);
    }
}
