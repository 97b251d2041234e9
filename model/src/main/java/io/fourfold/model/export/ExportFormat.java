package io.fourfold.model.export;

import io.fourfold.model.StoredNetwork;
import io.fourfold.model.files.AtomicFile.Content;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network can be exported as. */
public enum ExportFormat {

    /** Encoder and decoder for ONNX Runtime and its like. */
    ONNX {
        @Override
        public Map<String, Content> files(StoredNetwork network) {
            Map<String, Content> files = new LinkedHashMap<>();
            files.put("encoder.onnx", output -> output.write(network.encoder()));
            files.put("decoder.onnx", output -> output.write(OnnxDecoder.of(network)));
            files.put("tokens.txt", output -> output.write(TokenList.of(network.vocabulary())));
            return files;
        }
    },

    /** The decoder for DeepLearning4J. */
    DL4J {
        @Override
        public Map<String, Content> files(StoredNetwork network) {
            return Map.of("decoder.zip", output -> Dl4jDecoder.write(network, output));
        }
    },

    /** The word vectors for gensim and its like. */
    WORD2VEC {
        @Override
        public Map<String, Content> files(StoredNetwork network) {
            WordVectors words = WordVectors.of(
                    LearnedWord.of(network.vocabulary(), network.decoder().words()));
            return Map.of("words.txt", output -> Word2VecText.write(words, output));
        }
    };

    /** The files to write by name, in the order in which they are written. */
    public abstract Map<String, Content> files(StoredNetwork network);
}
