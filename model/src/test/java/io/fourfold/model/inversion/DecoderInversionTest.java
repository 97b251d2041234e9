package io.fourfold.model.inversion;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.inversion.DecoderInversion.Descent;
import io.fourfold.model.inversion.InversionOptions.Start;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class DecoderInversionTest {

    private final SmallNetwork network = new SmallNetwork();
    private final int[] sentence = network.vocabulary.tokens("a dog runs on the grass");
    private final float[] start = network.prior.mean();

    @Test
    void shouldMakeTheSentenceLikelier() {
        Descent descent = descend(20, 0.3, 0);

        assertThat(descent.loss()).isLessThan(descent.startLoss() - 0.1);
        assertThat(descent.loss())
                .isCloseTo(
                        loss(descent.embedding()),
                        ofAdditions(SmallNetwork.ADDITIONS).around(descent.startLoss()));
        assertThat(descent.startLoss())
                .isCloseTo(loss(start), ofAdditions(SmallNetwork.ADDITIONS).around(descent.startLoss()));
    }

    /** The first step goes against the gradient: no other direction of that length lowers the objective as fast. */
    @Test
    void shouldStepAgainstTheGradientOfTheObjective() {
        double priorWeight = 0.5;
        float[] from = network.photos.get(0);
        float length = 1e-3f;

        Descent descent = descend(from, 1, length, priorWeight);

        for (int i = 0; i < SmallNetwork.SIZE; i++) {
            float[] up = from.clone();
            float[] down = from.clone();
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            double slope = (objective(up, priorWeight) - objective(down, priorWeight)) / 2e-2;
            double moved = (descent.embedding()[i] - from[i]) / length;
            assertThat(moved * gradientLength(from, priorWeight))
                    .as("coordinate %d", i)
                    .isCloseTo(-slope, within(0.02));
        }
    }

    @Test
    void shouldStayNearerToWherePhotosAreWithThePrior() {
        Descent without = descend(40, 0.2, 0);
        Descent with = descend(40, 0.2, 0.5);

        assertThat(network.prior.squaredDistance(with.embedding()))
                .isLessThan(network.prior.squaredDistance(without.embedding()));
        assertThat(network.prior.squaredDistance(with.embedding())).isLessThan(2 * SmallNetwork.SIZE);
        assertThat(with.loss()).isLessThan(with.startLoss());
    }

    @Test
    void shouldEndAfterTwoStepsUpwardsWhereItWas() {
        Descent descent = descend(5, 1000, 1);

        assertThat(descent.steps()).isEqualTo(2);
        assertThat(descent.embedding()).isEqualTo(start);
        assertThat(descent.loss()).isEqualTo(descent.startLoss());
    }

    @Test
    void shouldGoOnWithAShorterStepAfterOneUpwards() {
        double length = 0.01;
        while (descend(1, length, 1).embedding() != start) {
            length *= 1.2;
        }

        Descent descent = descend(3, length, 1);

        assertThat(descent.steps()).isEqualTo(3);
        assertThat(objective(descent.embedding(), 1)).isLessThan(objective(start, 1));
    }

    @Test
    void shouldDescendInABatchAsAlone() {
        InversionOptions options = options(4, 0.3, 0.1);
        int[] shorter = network.vocabulary.tokens("two dogs");
        List<int[]> sentences = List.of(shorter, sentence);

        List<Descent> together = inversion().descend(sentences, List.of(start, start), options);

        for (int i = 0; i < 2; i++) {
            Descent alone = inversion()
                    .descend(sentences.subList(i, i + 1), List.of(start), options)
                    .get(0);
            assertThat(together.get(i).embedding())
                    .containsExactly(
                            alone.embedding(),
                            ofAdditions(4 * 2 * SmallNetwork.ADDITIONS).around(alone.embedding()));
            assertThat(together.get(i).steps()).isEqualTo(alone.steps());
        }
    }

    private Descent descend(int steps, double length, double priorWeight) {
        return descend(start, steps, length, priorWeight);
    }

    private Descent descend(float[] from, int steps, double length, double priorWeight) {
        return inversion()
                .descend(List.of(sentence), List.of(from), options(steps, length, priorWeight))
                .get(0);
    }

    private DecoderInversion inversion() {
        return new DecoderInversion(new SentencePass(network.decoder, Vocabulary.END), network.prior);
    }

    private static InversionOptions options(int steps, double length, double priorWeight) {
        return new InversionOptions(Start.MEAN, 1, 1, steps, length, priorWeight, 0, 1);
    }

    private double gradientLength(float[] at, double priorWeight) {
        double squares = 0;
        for (int i = 0; i < at.length; i++) {
            float[] up = at.clone();
            float[] down = at.clone();
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            double slope = (objective(up, priorWeight) - objective(down, priorWeight)) / 2e-2;
            squares += slope * slope;
        }
        return Math.sqrt(squares);
    }

    private double objective(float[] embedding, double priorWeight) {
        return loss(embedding) + priorWeight * network.prior.squaredDistance(embedding) / 2;
    }

    private double loss(float[] embedding) {
        return -new SentencePass(network.decoder, Vocabulary.END).forward(Matrix.row(embedding), List.of(sentence))[0];
    }
}
