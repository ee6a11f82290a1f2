import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { createId, UserId } from "@faibric/core/platform/id";

/** The person that a stage keeps for trying the API: made at first use, the same ever after. */
export async function findPerson(stage: string): Promise<UserId> {
  const client = new SSMClient({});
  const Name = `/faibric/${stage}/operator-user`;
  const read = async () => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return UserId.parse(Parameter?.Value);
  };
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
  try {
    const made = createId("usr");
    await client.send(new PutParameterCommand({ Name, Value: made, Type: "String" }));
    return made;
  } catch (error) {
    if (!(error instanceof ParameterAlreadyExists)) throw error;
    return read(); // somebody else made one at the same moment: theirs counts
  }
}
