package io.fourfold.model.export;

import io.fourfold.model.words.WordVectors;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Word vectors in the text format of the word2vec tool, which gensim's {@code KeyedVectors.load_word2vec_format} reads: a line
 * {@code words dimensions}, then one for each word, the most frequent first. The vectors are those that similar words are found
 * by, centred and of length one.
 */
final class Word2VecText {

    private Word2VecText() {}

    /** Writes all words; the caller closes the stream. */
    static void write(WordVectors words, OutputStream output) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        int size = words.vector(words.words().get(0)).length;
        writer.write(words.words().size() + " " + size + "\n");
        for (String word : words.words()) {
            writer.write(word);
            for (float value : words.vector(word)) {
                writer.write(" " + value);
            }
            writer.write('\n');
        }
        writer.flush();
    }
}
