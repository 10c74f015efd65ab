package dev.incumbent.faults.lab;

/** This machine cannot make a lab; the message says what is missing. */
public final class LabUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  public LabUnavailableException(String message) {
    super(message);
  }
}
