// Original file: omni/journey/v1/journey.proto


export interface AssignJourneyRequestInput {
  'journeyId'?: (string);
  'assigneeId'?: (string);
  /**
   * user (absent) or team.
   */
  'assigneeType'?: (string);
  'reason'?: (string);
  /**
   * Absent means true.
   */
  'notifyAssignee'?: (boolean);
  'assignedBy'?: (string);
  '_assigneeType'?: "assigneeType";
  '_reason'?: "reason";
  '_notifyAssignee'?: "notifyAssignee";
  '_assignedBy'?: "assignedBy";
}

export interface AssignJourneyRequest {
  'journeyId'?: (string);
  'assigneeId'?: (string);
  /**
   * user (absent) or team.
   */
  'assigneeType'?: (string);
  'reason'?: (string);
  /**
   * Absent means true.
   */
  'notifyAssignee'?: (boolean);
  'assignedBy'?: (string);
}
