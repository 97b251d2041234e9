package io.fourfold.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether captions are as good as their confidence says. A caption counts as accepted if its CIDEr-D is above a bar.
 *
 * @param bar CIDEr-D that accepted captions exceed
 * @param accepted part of all captions that is accepted
 * @param areaUnderCurve probability that of an accepted caption and another the accepted one has the higher confidence
 *     (area under the receiver operating characteristic)
 * @param meanGap mean over the bins of the distance between confidence and truth
 * @param largestGap the largest of these
 * @param chance the gaps that remain by chance where every caption is accepted exactly as often as its confidence says
 * @param bins captions of equal number in order of their confidence
 */
public record ConfidenceScores(
        double bar,
        double accepted,
        double areaUnderCurve,
        double meanGap,
        double largestGap,
        Chance chance,
        List<Bin> bins) {

    private static final int BINS = 10;
    private static final int DRAWS = 1000;

    /**
     * What a perfect confidence would score, on the average.
     *
     * @param meanGap mean over the bins
     * @param largestGap the largest of them
     */
    public record Chance(double meanGap, double largestGap) {

        /** Accepts and refuses captions by lot, with their confidence as the odds. */
        private static Chance of(List<double[]> confidencesOfBins) {
            SplittableRandom random = new SplittableRandom(1);
            double means = 0;
            double largest = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                double[] gaps = confidencesOfBins.stream()
                        .mapToDouble(confidences -> Math.abs(Arrays.stream(confidences)
                                .map(confidence -> confidence - (random.nextDouble() < confidence ? 1 : 0))
                                .average()
                                .orElse(0)))
                        .toArray();
                means += Arrays.stream(gaps).average().orElse(0);
                largest += Arrays.stream(gaps).max().orElse(0);
            }
            return new Chance(means / DRAWS, largest / DRAWS);
        }
    }

    /**
     * Captions of about the same confidence.
     *
     * @param captions how many
     * @param confidence their mean confidence
     * @param accepted part of them that is accepted
     */
    public record Bin(int captions, double confidence, double accepted) {

        double gap() {
            return Math.abs(confidence - accepted);
        }
    }

    /**
     * Compares captions with their confidence.
     *
     * @param confidences of each caption
     * @param ciderD of each caption
     * @param bar what it has to exceed
     */
    public static ConfidenceScores of(double[] confidences, double[] ciderD, double bar) {
        List<Integer> order = IntStream.range(0, ciderD.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> confidences[i]))
                .toList();
        List<Bin> bins = new ArrayList<>();
        List<double[]> confidencesOfBins = new ArrayList<>();
        int count = Math.min(BINS, order.size());
        for (int bin = 0; bin < count; bin++) {
            List<Integer> part = order.subList(bin * order.size() / count, (bin + 1) * order.size() / count);
            double[] ofBin = part.stream().mapToDouble(i -> confidences[i]).toArray();
            confidencesOfBins.add(ofBin);
            bins.add(new Bin(
                    part.size(),
                    Arrays.stream(ofBin).average().orElseThrow(),
                    part.stream()
                            .mapToDouble(i -> ciderD[i] > bar ? 1 : 0)
                            .average()
                            .orElseThrow()));
        }
        return new ConfidenceScores(
                bar,
                Arrays.stream(ciderD).filter(score -> score > bar).count() / (double) ciderD.length,
                areaUnderCurve(confidences, ciderD, bar),
                bins.stream().mapToDouble(Bin::gap).average().orElse(0),
                bins.stream().mapToDouble(Bin::gap).max().orElse(0),
                Chance.of(confidencesOfBins),
                List.copyOf(bins));
    }

    /** The mean of the two in the middle if there are two. */
    public static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Equal confidences count as half; 0.5 if all captions are accepted, or none. */
    private static double areaUnderCurve(double[] confidences, double[] ciderD, double bar) {
        double won = 0;
        long pairs = 0;
        for (int accepted = 0; accepted < ciderD.length; accepted++) {
            for (int other = 0; other < ciderD.length && ciderD[accepted] > bar; other++) {
                if (ciderD[other] <= bar) {
                    won += confidences[accepted] > confidences[other]
                            ? 1
                            : confidences[accepted] == confidences[other] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return pairs == 0 ? 0.5 : won / pairs;
    }
}
