package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class QuadTreeTest {

    private static final int POINTS = 1_000;

    private final double[] x = new double[POINTS];
    private final double[] y = new double[POINTS];
    private final double[] forceX = new double[POINTS];
    private final double[] forceY = new double[POINTS];

    @Test
    void shouldRepelAboutAsEachTwoPointsDo() {
        scatter(20);

        double sum = new QuadTree(x, y).repel(forceX, forceY);

        double exactSum = 0;
        double squaredError = 0;
        double squaredForce = 0;
        for (int i = 0; i < POINTS; i++) {
            double[] exact = exact(i);
            exactSum += exact[0];
            squaredError += Math.pow(exact[1] - forceX[i], 2) + Math.pow(exact[2] - forceY[i], 2);
            squaredForce += Math.pow(exact[1], 2) + Math.pow(exact[2], 2);
        }
        assertThat(sum / exactSum).isBetween(0.98, 1.02);
        assertThat(Math.sqrt(squaredError / squaredForce)).isLessThan(0.05);
    }

    @Test
    void shouldFollowPointsThatMove() {
        QuadTree tree = new QuadTree(x, y);
        scatter(20);
        double near = tree.repel(forceX, forceY);
        scatter(200);

        assertThat(tree.repel(forceX, forceY)).isLessThan(near / 10);
    }

    @Test
    void shouldHoldManyPointsAtOnePlace() {
        double sum = new QuadTree(x, y).repel(forceX, forceY);

        assertThat(sum).isEqualTo((double) POINTS * (POINTS - 1));
        assertThat(forceX).containsOnly(0);
    }

    private void scatter(double width) {
        Random random = new Random(5);
        for (int i = 0; i < POINTS; i++) {
            x[i] = width * random.nextGaussian();
            y[i] = width * random.nextGaussian();
        }
    }

    private double[] exact(int point) {
        double[] sums = new double[3];
        for (int other = 0; other < POINTS; other++) {
            double wayX = x[point] - x[other];
            double wayY = y[point] - y[other];
            double nearness = other == point ? 0 : 1 / (1 + wayX * wayX + wayY * wayY);
            sums[0] += nearness;
            sums[1] += nearness * nearness * wayX;
            sums[2] += nearness * nearness * wayY;
        }
        return sums;
    }
}
