package io.fourfold.model.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How good captions are.
 *
 * @param bleu1 corpus BLEU of single words, 0 to 100
 * @param bleu2 0 to 100
 * @param bleu3 0 to 100
 * @param bleu4 corpus BLEU of runs of up to 4 words, 0 to 100
 * @param rougeL 0 to 100
 * @param ciderD 0 to 10; papers print it times 100
 * @param captions how many captions were scored
 * @param distinctCaptions how many different ones there are among them
 * @param ungrammatical percentage that breaks a {@link GrammarRule}
 * @param brokenRules how many captions break each rule that is broken at all
 */
public record CaptionScores(
        double bleu1,
        double bleu2,
        double bleu3,
        double bleu4,
        double rougeL,
        double ciderD,
        int captions,
        int distinctCaptions,
        double ungrammatical,
        Map<GrammarRule, Long> brokenRules) {

    private static final double PERCENT = 100;

    /** Scores one caption per photo; the candidates' references are the corpus. */
    public static CaptionScores of(List<Candidate> candidates) {
        double[] bleu = BleuCounts.of(candidates).scores();
        List<Set<GrammarRule>> broken = candidates.stream()
                .map(candidate -> GrammarRule.brokenBy(candidate.words()))
                .toList();
        return new CaptionScores(
                PERCENT * bleu[0],
                PERCENT * bleu[1],
                PERCENT * bleu[2],
                PERCENT * bleu[3],
                PERCENT * RougeL.mean(candidates),
                CiderD.mean(candidates),
                candidates.size(),
                (int) candidates.stream().map(Candidate::words).distinct().count(),
                PERCENT * broken.stream().filter(rules -> !rules.isEmpty()).count() / candidates.size(),
                broken.stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.groupingBy(rule -> rule, TreeMap::new, Collectors.counting())));
    }
}
