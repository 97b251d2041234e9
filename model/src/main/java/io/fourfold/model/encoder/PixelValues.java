package io.fourfold.model.encoder;

/** The numbers that a backbone was trained to see in place of a pixel's red, green and blue from 0 to 255. */
public enum PixelValues {

    /** 0 to 255. */
    BYTE(new float[] {0, 0, 0}, new float[] {1, 1, 1}),

    /** 0 to 1. */
    UNIT(new float[] {0, 0, 0}, new float[] {255, 255, 255}),

    /** -1 to 1, as TensorFlow's backbones of the Inception and MobileNet families. */
    SIGNED(new float[] {127.5f, 127.5f, 127.5f}, new float[] {127.5f, 127.5f, 127.5f}),

    /** By ImageNet's mean and deviation, as torchvision's, timm's and DINO's. */
    IMAGENET(new float[] {123.675f, 116.28f, 103.53f}, new float[] {58.395f, 57.12f, 57.375f}),

    /** By the mean and deviation of CLIP's photos. */
    CLIP(new float[] {122.7709f, 116.7460f, 104.0937f}, new float[] {68.5005f, 66.6322f, 70.3232f});

    private final float[] mean;
    private final float[] deviation;

    PixelValues(float[] mean, float[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** What is subtracted from each colour, {@code [3]}. */
    float[] mean() {
        return mean.clone();
    }

    /** What the difference is divided by, {@code [3]}. */
    float[] deviation() {
        return deviation.clone();
    }
}
