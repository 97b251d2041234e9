package io.fourfold.model.export;

import io.fourfold.model.words.Vocabulary;
import java.nio.charset.StandardCharsets;

/** What the numbers of tokens mean: one a line, the first line is token 0. */
final class TokenList {

    private TokenList() {}

    static byte[] of(Vocabulary vocabulary) {
        StringBuilder lines = new StringBuilder("<end>\n<unknown>\n");
        vocabulary.words().forEach(word -> lines.append(word).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
