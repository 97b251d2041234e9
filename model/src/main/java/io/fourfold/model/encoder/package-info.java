/**
 * The network's first half, from pixels to the image embedding by ONNX Runtime, and how packaged
 * backbones (TensorFlow.js, TensorFlow Lite) become ONNX models.
 */
package io.fourfold.model.encoder;
