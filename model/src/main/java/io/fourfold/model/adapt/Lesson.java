package io.fourfold.model.adapt;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.train.AdamOptimizer;
import io.fourfold.model.train.CosineSchedule;
import java.util.Map;

/** Something that features are to tell: a head that says it, under training, and how far it is from the targets. */
final class Lesson {

    private final String name;
    private final TargetHead head;
    private final TargetLoss loss;
    private final double weight;
    private final CosineSchedule schedule;
    private final AdamOptimizer optimizer;

    /**
     * @param name of its saved state
     * @param weight of its loss among those of all lessons
     */
    Lesson(String name, TargetHead head, TargetLoss loss, double weight, CosineSchedule schedule) {
        this.name = name;
        this.head = head;
        this.loss = loss;
        this.weight = weight;
        this.schedule = schedule;
        this.optimizer = new AdamOptimizer(head.parameters(), head.gradients());
    }

    /** All that must be saved to go on later. */
    Map<String, Matrix> state() {
        return Map.of(
                name,
                head.parameters().flat(),
                name + ".mean",
                optimizer.mean(),
                name + ".variance",
                optimizer.variance());
    }

    /** {@code [photos, features]} to {@code [photos, dimensions]}. */
    Matrix said(Matrix features) {
        return head.forward(features);
    }

    /**
     * One step of learning for the head.
     *
     * @param targets {@code [batch][dimensions]}, of length 1
     * @param step steps done before this one
     * @param featureGradients the gradients of the features are added to it, {@code [batch, features]}
     */
    TargetLoss.Value learn(Matrix features, float[][] targets, int step, Matrix featureGradients) {
        Matrix said = head.forward(features);
        Matrix gradients = Matrix.zeros(said.rows(), said.columns());
        TargetLoss.Value value = loss.gradients(said, targets, gradients);
        Matrix ownGradients = head.backward(gradients);
        Blas.scale((float) weight, ownGradients);
        Blas.add(ownGradients, featureGradients);
        optimizer.update(step, schedule.rate(step));
        return value;
    }
}
