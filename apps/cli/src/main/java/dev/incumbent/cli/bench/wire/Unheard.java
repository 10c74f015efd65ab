package dev.incumbent.cli.bench.wire;

import dev.incumbent.session.ServerMessage;

/** Takes every message for one that means nothing: who hears some overrides those. */
abstract class Unheard implements ServerMessage.Cases<Boolean> {
  @Override
  public Boolean welcome(ServerMessage.Welcome message) {
    return false;
  }

  @Override
  public Boolean refused(ServerMessage.Refused message) {
    return false;
  }

  @Override
  public Boolean leader(ServerMessage.Leader message) {
    return false;
  }

  @Override
  public Boolean sessionState(ServerMessage.SessionState message) {
    return false;
  }

  @Override
  public Boolean opened(ServerMessage.Opened message) {
    return false;
  }

  @Override
  public Boolean openRefused(ServerMessage.OpenRefused message) {
    return false;
  }

  @Override
  public Boolean renewed(ServerMessage.Renewed message) {
    return false;
  }

  @Override
  public Boolean sessionGone(ServerMessage.SessionGone message) {
    return false;
  }

  @Override
  public Boolean event(ServerMessage.Event message) {
    return false;
  }

  @Override
  public Boolean response(ServerMessage.Response message) {
    return false;
  }

  @Override
  public Boolean requestRefused(ServerMessage.RequestRefused message) {
    return false;
  }

  @Override
  public Boolean readAnswer(ServerMessage.ReadAnswer message) {
    return false;
  }

  @Override
  public Boolean readFailed(ServerMessage.ReadFailed message) {
    return false;
  }

  @Override
  public Boolean resync(ServerMessage.Resync message) {
    return false;
  }

  @Override
  public Boolean events(ServerMessage.Events message) {
    return false;
  }

  @Override
  public Boolean moving(ServerMessage.Moving message) {
    return false;
  }
}
