package io.fourfold.model.train;

import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Cuts an epoch into batches. No batch holds a photo twice, so that the other captions of a batch are always about other
 * photos, which the contrastive loss relies on. Every second time on average a photo is seen mirrored.
 */
final class ExampleBatches {

    private final List<CaptionedPhoto> photos;
    private final List<List<int[]>> captions = new ArrayList<>();
    private final int batchSize;

    ExampleBatches(List<CaptionedPhoto> photos, Vocabulary vocabulary, int maximumWords, int batchSize) {
        this.photos = List.copyOf(photos);
        this.batchSize = batchSize;
        for (CaptionedPhoto photo : photos) {
            captions.add(photo.captions().stream()
                    .map(caption -> cut(vocabulary.tokens(caption), maximumWords))
                    .toList());
        }
    }

    /** Every caption as often as its photo is seen, in an order that only the random numbers decide. */
    List<List<Example>> epoch(SplittableRandom random) {
        int[][] captionOrder = new int[photos.size()][];
        int rounds = 0;
        for (int photo = 0; photo < captionOrder.length; photo++) {
            captionOrder[photo] =
                    repeated(captions.get(photo).size(), photos.get(photo).times(), random);
            rounds = Math.max(rounds, captionOrder[photo].length);
        }
        int[][] photosOfRound = photosOfRounds(captionOrder, rounds, random);
        int[] used = new int[photos.size()];
        List<List<Example>> batches = new ArrayList<>();
        for (int[] round : photosOfRound) {
            List<Example> examples = new ArrayList<>();
            for (int i : shuffled(round.length, random)) {
                int photo = round[i];
                examples.add(example(photo, captionOrder[photo][used[photo]++], random.nextBoolean()));
            }
            addBatches(examples, batches);
        }
        return batches;
    }

    private static int[] repeated(int count, int times, SplittableRandom random) {
        int[] order = new int[count * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(shuffled(count, random), 0, order, i * count, count);
        }
        return order;
    }

    /** Spreads each photo's turns over the rounds, no two into one, so that rare photos are among others everywhere. */
    private static int[][] photosOfRounds(int[][] captionOrder, int rounds, SplittableRandom random) {
        List<List<Integer>> photosOfRound = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            photosOfRound.add(new ArrayList<>());
        }
        for (int photo = 0; photo < captionOrder.length; photo++) {
            int turns = captionOrder[photo].length;
            int[] order = turns < rounds
                    ? shuffled(rounds, random)
                    : IntStream.range(0, rounds).toArray();
            for (int i = 0; i < turns; i++) {
                photosOfRound.get(order[i]).add(photo);
            }
        }
        return photosOfRound.stream()
                .map(round -> round.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private Example example(int photo, int caption, boolean mirrored) {
        PhotoFeatures features = photos.get(photo).features();
        return new Example(
                photo,
                mirrored ? features.flipped() : features.plain(),
                captions.get(photo).get(caption));
    }

    /** Batches of nearly equal size, since batch statistics of a small remainder would be poor. */
    private void addBatches(List<Example> examples, List<List<Example>> batches) {
        int count = Math.min(examples.size(), Math.max(1, Math.round(examples.size() / (float) batchSize)));
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) examples.size() * i / count);
            int to = (int) ((long) examples.size() * (i + 1) / count);
            batches.add(List.copyOf(examples.subList(from, to)));
        }
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static int[] cut(int[] tokens, int maximumWords) {
        return tokens.length <= maximumWords ? tokens : Arrays.copyOf(tokens, maximumWords);
    }
}
